package io.quotegate.codec.binance;

import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.json.JsonScanner;

/**
 * What a message of Binance's combined streams is, without a look at its event: of which stream and where the event stands,
 * or an answer. For who passes on events as they are, of whatever stream. Confined to its owner's thread.
 */
public final class BinanceEnvelope {
    private static final long STREAM = JsonScanner.key("stream");
    private static final long DATA = JsonScanner.key("data");
    private static final long RESULT = JsonScanner.key("result");
    private static final long ERROR = JsonScanner.key("error");
    private static final long CODE = JsonScanner.key("code");
    private static final long MSG = JsonScanner.key("msg");
    private static final long ID = JsonScanner.key("id");

    private final JsonScanner scanner = new JsonScanner();

    private String stream = "";
    private int dataFrom;
    private int dataTo;
    private boolean hasResult;
    private long id;
    private String code = "";
    private String message = "";

    /** Reads {@code text[from..to)}; false if it is no object. */
    public boolean read(byte[] text, int from, int to) {
        stream = "";
        dataFrom = 0;
        dataTo = 0;
        hasResult = false;
        id = JsonScanner.NO_NUMBER;
        code = "";
        message = "";
        try {
            scanner.wrap(text, from, to);
            readObject(text);
            scanner.end();
            return true;
        } catch (ProtocolException e) {
            return false;
        }
    }

    private void readObject(byte[] text) {
        scanner.enterObject();
        while (scanner.nextName()) {
            long name = scanner.nameKey();
            if (name == STREAM) {
                scanner.plain();
                stream = scanner.valueText();
            } else if (name == DATA) {
                scanner.peek(); // passes over white space
                dataFrom = scanner.position();
                scanner.skip();
                dataTo = scanner.position();
            } else if (name == RESULT) {
                hasResult = true;
                scanner.skip();
            } else if (name == ID) {
                scanner.plain();
                id = JsonScanner.wholeNumber(text, scanner.valueStart(), scanner.valueEnd());
            } else if (name == ERROR && scanner.peek() == '{') {
                readObject(text);
            } else if (name == CODE || name == MSG) {
                scanner.plain();
                code = name == CODE ? scanner.valueText() : code;
                message = name == MSG ? scanner.valueText() : message;
            } else {
                scanner.skip();
            }
        }
    }

    /** Whether it is an event of {@link #stream()}. */
    public boolean isEvent() {
        return !stream.isEmpty() && dataTo > 0;
    }

    public String stream() {
        return stream;
    }

    /** Where the event begins in the text. */
    public int dataFrom() {
        return dataFrom;
    }

    /** Where it ends. */
    public int dataTo() {
        return dataTo;
    }

    /** Whether it is an answer, with {@link #id()}, to a request that was carried out. */
    public boolean isResult() {
        return hasResult && code.isEmpty();
    }

    /** Whether it is an error, with {@link #code()} and {@link #message()}. */
    public boolean isError() {
        return !code.isEmpty();
    }

    /** Of the request that it answers; {@link JsonScanner#NO_NUMBER} for none that is a number. */
    public long id() {
        return id;
    }

    public String code() {
        return code;
    }

    public String message() {
        return message;
    }
}
