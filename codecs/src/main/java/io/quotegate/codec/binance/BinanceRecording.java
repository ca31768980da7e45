package io.quotegate.codec.binance;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.json.JsonScanner;
import io.quotegate.codec.venue.RecordedMessage;
import io.quotegate.codec.venue.VenueTime;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Recognises events, of whatever stream, raw or combined, among recorded messages of Binance. Confined to its owner's
 * thread.
 */
public final class BinanceRecording {
    private static final long STREAM = JsonScanner.key("stream");
    private static final long DATA = JsonScanner.key("data");
    /** Streams whose events are called otherwise. */
    private static final Map<String, String> STREAM_OF_EVENT =
            Map.of("24hrTicker", "ticker", "24hrMiniTicker", "miniTicker", "depthUpdate", "depth");

    private final JsonScanner scanner = new JsonScanner();
    private final LetterTable letters = new LetterTable();

    private byte[] text = {};
    private String stream = "";
    private String interval = "";
    private int dataFrom;
    private int dataTo;

    /** The event in {@code message}, or null if it is something else. */
    public @Nullable RecordedMessage read(byte[] message) {
        text = message;
        stream = "";
        interval = "";
        dataTo = 0;
        letters.clear();
        try {
            scanner.wrap(message, 0, message.length);
            readObject(true);
            scanner.end();
            return stream.isEmpty() ? raw() : combined();
        } catch (ProtocolException e) {
            return null;
        }
    }

    private void readObject(boolean outermost) {
        scanner.enterObject();
        while (scanner.nextName()) {
            int letter = scanner.nameLetter();
            long name = scanner.nameKey();
            if (letter != 0) {
                readLetter(letter);
            } else if (outermost && name == STREAM) {
                scanner.string();
                stream = scanner.valueText();
            } else if (outermost && name == DATA) {
                readData();
            } else {
                scanner.skip();
            }
        }
    }

    private void readData() {
        int next = scanner.peek();
        dataFrom = scanner.position();
        if (next == '{') {
            readObject(false);
        } else {
            scanner.skip();
        }
        dataTo = scanner.position();
    }

    private void readLetter(int letter) {
        int next = scanner.peek();
        if (letter == 'k' && next == '{') {
            readCandle();
        } else if (next == '{' || next == '[') {
            scanner.skip();
        } else {
            scanner.scalar();
            letters.put(letter, scanner.valueStart(), scanner.valueEnd());
        }
    }

    private void readCandle() {
        scanner.enterObject();
        while (scanner.nextName()) {
            if (scanner.nameLetter() == 'i') {
                scanner.string();
                interval = scanner.valueText();
            } else {
                scanner.skip();
            }
        }
    }

    private @Nullable RecordedMessage combined() {
        int separator = stream.indexOf('@');
        if (separator < 0 || dataTo == 0) {
            return null;
        }
        String symbol =
                stream.startsWith("!") ? "" : stream.substring(0, separator).toUpperCase(Locale.ROOT);
        return new RecordedMessage(stream, symbol, text, new RecordedMessage.Range(dataFrom, dataTo), eventTimeNs());
    }

    /** Names the stream of an event that came without its name. */
    private @Nullable RecordedMessage raw() {
        if (!letters.has('s')) {
            return null;
        }
        String symbol = letter('s');
        String event = letters.has('e') ? letter('e') : letters.has('u') ? BinanceStream.BOOK_TICKER.wireName() : "";
        if (event.isEmpty()) {
            return null;
        }
        String kind = interval.isEmpty() ? STREAM_OF_EVENT.getOrDefault(event, event) : event + '_' + interval;
        String name = symbol.toLowerCase(Locale.ROOT) + '@' + kind;
        return new RecordedMessage(name, symbol, text, new RecordedMessage.Range(0, text.length), eventTimeNs());
    }

    private String letter(int letter) {
        return new String(text, letters.start(letter), letters.end(letter) - letters.start(letter), UTF_8);
    }

    private long eventTimeNs() {
        return letters.has('E') ? VenueTime.toNs(scanner.toLong(letters.start('E'), letters.end('E'))) : 0;
    }
}
