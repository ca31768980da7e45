package io.quotegate.codec.sbe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import uk.co.real_logic.sbe.PrimitiveValue;
import uk.co.real_logic.sbe.ir.Encoding;
import uk.co.real_logic.sbe.ir.Token;
import uk.co.real_logic.sbe.otf.AbstractTokenListener;
import uk.co.real_logic.sbe.otf.Types;

/** Writes down what a message holds, field by field, by its schema alone. Confined to its test. */
final class OtfReader extends AbstractTokenListener {
    private final StringBuilder read;

    private String composite = "";
    private String mantissa = "";

    OtfReader(String message) {
        read = new StringBuilder(message);
    }

    String read() {
        return read.toString();
    }

    private void field(String name, String value) {
        if (read.charAt(read.length() - 1) != '(') {
            read.append(' ');
        }
        read.append(name).append('=').append(value);
    }

    private static String value(DirectBuffer buffer, int index, Token token) {
        Encoding encoding = token.encoding();
        long value = Types.getLong(buffer, index, encoding);
        PrimitiveValue nullValue = encoding.applicableNullValue();
        return token.isOptionalEncoding() && value == nullValue.longValue() ? "null" : String.valueOf(value);
    }

    @Override
    public void onEncoding(Token field, DirectBuffer buffer, int index, Token type, int version) {
        if (composite.isEmpty()) {
            field(field.name(), value(buffer, index, type));
        } else if (type.name().equals("mantissa")) {
            mantissa = value(buffer, index, type);
        } else {
            field(composite, mantissa.equals("null") ? mantissa : mantissa + 'e' + value(buffer, index, type));
        }
    }

    @Override
    public void onEnum(Token field, DirectBuffer buffer, int index, List<Token> tokens, int from, int to, int version) {
        long value = Types.getLong(buffer, index, tokens.get(from + 1).encoding());
        for (int i = from + 1; i < to; i++) {
            if (tokens.get(i).encoding().constValue().longValue() == value) {
                field(field.name(), tokens.get(i).name());
            }
        }
    }

    @Override
    public void onBitSet(
            Token field, DirectBuffer buffer, int index, List<Token> tokens, int from, int to, int version) {
        long value = Types.getLong(buffer, index, tokens.get(from + 1).encoding());
        List<String> chosen = new ArrayList<>();
        for (int i = from + 1; i < to; i++) {
            if ((value & 1L << tokens.get(i).encoding().constValue().longValue()) != 0) {
                chosen.add(tokens.get(i).name());
            }
        }
        field(field.name(), chosen.toString());
    }

    @Override
    public void onBeginComposite(Token field, List<Token> tokens, int from, int to) {
        composite = field.name();
    }

    @Override
    public void onEndComposite(Token field, List<Token> tokens, int from, int to) {
        composite = "";
    }

    @Override
    public void onGroupHeader(Token token, int numInGroup) {
        read.append(' ').append(token.name());
    }

    @Override
    public void onBeginGroup(Token token, int index, int numInGroup) {
        read.append('(');
    }

    @Override
    public void onEndGroup(Token token, int index, int numInGroup) {
        read.append(')');
    }

    @Override
    public void onVarData(Token field, DirectBuffer buffer, int index, int length, Token type) {
        byte[] bytes = new byte[length];
        buffer.getBytes(index, bytes);
        field(field.name(), new String(bytes, UTF_8));
    }
}
