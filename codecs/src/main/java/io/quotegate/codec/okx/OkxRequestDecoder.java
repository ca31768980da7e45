package io.quotegate.codec.okx;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.quotegate.codec.json.Utf8Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one request as a client sends it to OKX's public WebSocket. Whatever is wrong with it comes out as the
 * {@link OkxRequest.Invalid} with which OKX answers, never as an exception. Any thread.
 *
 * @see <a href="https://www.okx.com/docs-v5/en/#error-code-websocket-public">OKX API v5, Error Code, WebSocket</a>
 */
public final class OkxRequestDecoder {
    private static final String INVALID_REQUEST = "60012";
    private static final String INVALID_OP = "60019";
    /** Several times as long as any; a hundred of them fit a request. */
    private static final int LONGEST_ARG_BYTES = 512;

    private final JsonFactory factory = Utf8Json.factory();

    /** The request in {@code text[from..to)}. */
    public OkxRequest decode(byte[] text, int from, int to) {
        Fields fields = new Fields();
        try (JsonParser parser = factory.createParser(text, from, to - from)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                fields.read(parser);
                fields.malformed |= parser.nextToken() != null;
            } else {
                fields.malformed = true;
            }
        } catch (IOException e) {
            fields.malformed = true;
        }
        if (fields.malformed || fields.op == null) {
            return new OkxRequest.Invalid(
                    fields.id, INVALID_REQUEST, "Invalid request: " + new String(text, from, to - from, UTF_8));
        }
        return request(fields, fields.op);
    }

    private static OkxRequest request(Fields fields, String op) {
        return switch (op) {
            case "subscribe" -> new OkxRequest.Subscribe(fields.id, fields.args);
            case "unsubscribe" -> new OkxRequest.Unsubscribe(fields.id, fields.args);
            case "login" -> new OkxRequest.Login(fields.id);
            default -> new OkxRequest.Invalid(fields.id, INVALID_OP, "Invalid op: " + op);
        };
    }

    /** The members of a request as they were found. */
    private static final class Fields {
        private final List<OkxRequest.Arg> args = new ArrayList<>();
        private @Nullable String id;
        private @Nullable String op;
        private boolean malformed;
        private boolean argsMalformed; // which does not matter to a login: its arguments are credentials

        void read(JsonParser parser) throws IOException {
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                switch (name) {
                    case "id" -> id = value.isScalarValue() ? parser.getValueAsString() : null;
                    case "op" -> op = value == JsonToken.VALUE_STRING ? parser.getText() : null;
                    case "args" -> readArgs(parser);
                    default -> parser.skipChildren();
                }
            }
            boolean needsArgs = "subscribe".equals(op) || "unsubscribe".equals(op);
            malformed |= needsArgs && (argsMalformed || args.isEmpty());
        }

        private void readArgs(JsonParser parser) throws IOException {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                argsMalformed = true;
                parser.skipChildren();
                return;
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() == JsonToken.START_OBJECT) {
                    readArg(parser);
                } else {
                    argsMalformed = true;
                    parser.skipChildren();
                }
            }
        }

        private void readArg(JsonParser parser) throws IOException {
            Map<String, String> members = new LinkedHashMap<>();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                if (parser.nextToken() == JsonToken.VALUE_STRING) {
                    members.put(name, parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
            OkxRequest.Arg arg = new OkxRequest.Arg(members);
            if (members.containsKey("channel") && arg.key().getBytes(UTF_8).length <= LONGEST_ARG_BYTES) {
                args.add(arg);
            } else {
                argsMalformed = true;
            }
        }
    }
}
