package io.quotegate.feed.binance;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.json.JsonScanner;
import io.quotegate.text.ByteWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The members of an event of Binance, as the texts that they are, by their letters. For one thread. */
final class BinanceFields {
    private static final int LETTERS = 128;

    private final @Nullable String[] values = new String[LETTERS];

    /** Those of {@code event}, a JSON object; none where it is not readable. */
    static BinanceFields of(byte[] event) {
        BinanceFields fields = new BinanceFields();
        try {
            fields.read(event);
        } catch (ProtocolException e) {
            return new BinanceFields();
        }
        return fields;
    }

    private void read(byte[] event) {
        JsonScanner scanner = new JsonScanner().wrap(event, 0, event.length);
        scanner.enterObject();
        while (scanner.nextName()) {
            int letter = scanner.nameLetter();
            scanner.peek();
            int from = scanner.position();
            scanner.skip();
            values[letter] = new String(event, from, scanner.position() - from, US_ASCII);
        }
    }

    /** The member of this letter, as JSON; null where it is missing. */
    @Nullable
    String get(char letter) {
        return values[letter];
    }

    /**
     * The same under other names, an object.
     *
     * @param names a letter, a space and the other name each, in their order
     * @return empty where one of them is missing
     */
    byte[] renamed(List<String> names) {
        ByteWriter out = new ByteWriter(512);
        for (String name : names) {
            String value = values[name.charAt(0)];
            if (value == null) {
                return new byte[0];
            }
            out.ascii(out.length() == 0 ? "{\"" : ",\"").ascii(name.substring(2));
            out.ascii("\":").ascii(value);
        }
        return out.put('}').toByteArray();
    }
}
