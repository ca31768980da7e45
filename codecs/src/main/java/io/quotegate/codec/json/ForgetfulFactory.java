package io.quotegate.codec.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.UTF8StreamJsonParser;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Parsers that remember no names from one text to the next but those that they know from the beginning. Jackson's own
 * keep every name that they meet, 6,000 of them and each of any length, and peers make up as many as they like. Any
 * thread.
 */
final class ForgetfulFactory extends JsonFactory {
    /** Most characters of a name, known or not. */
    static final int LONGEST_NAME = 64;

    private final boolean learned;

    /** @param names that are found without being made anew */
    ForgetfulFactory(JsonFactoryBuilder builder, String... names) {
        super(builder);
        for (String name : names) {
            learn(("{\"" + name + "\":0}").getBytes(UTF_8));
        }
        learned = true;
    }

    private void learn(byte[] text) {
        try (JsonParser parser = createParser(text)) {
            while (parser.nextToken() != null) {
                // the name is remembered when it is read
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many names are remembered. */
    int names() {
        return _byteSymbolCanonicalizer.size();
    }

    @Override
    protected JsonParser _createParser(byte[] data, int offset, int length, IOContext context) throws IOException {
        if (!learned) {
            return super._createParser(data, offset, length, context);
        }
        ByteQuadsCanonicalizer names = _byteSymbolCanonicalizer.makeChild(_factoryFeatures);
        return new Parser(context, _parserFeatures, names, data, offset, offset + length);
    }

    private static final class Parser extends UTF8StreamJsonParser {
        Parser(IOContext context, int features, ByteQuadsCanonicalizer names, byte[] data, int from, int to) {
            super(context, features, noStream(), null, names, data, from, to, 0, false);
        }

        @SuppressWarnings("NullAway") // Jackson's way to say that all is there
        private static InputStream noStream() {
            return null;
        }

        @Override
        public @Nullable JsonToken nextToken() throws IOException {
            JsonToken token = super.nextToken();
            if (token == JsonToken.FIELD_NAME) {
                check(currentName());
            }
            return token;
        }

        @Override
        public @Nullable String nextFieldName() throws IOException {
            String name = super.nextFieldName();
            if (name != null) {
                check(name);
            }
            return name;
        }

        private static void check(String name) throws IOException {
            if (name.length() > LONGEST_NAME) {
                throw new StreamConstraintsException("a name longer than " + LONGEST_NAME + " characters");
            }
        }

        /** As inherited, without handing the names on. */
        @Override
        protected void _releaseBuffers() {
            _textBuffer.releaseBuffers();
            char[] copies = _nameCopyBuffer;
            if (copies != null) {
                _nameCopyBuffer = null;
                _ioContext.releaseNameCopyBuffer(copies);
            }
        }
    }
}
