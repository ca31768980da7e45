package io.quotegate.codec.okx;

import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.RecordedMessage;
import io.quotegate.codec.json.JsonScanner;
import io.quotegate.market.VenueTime;
import org.jspecify.annotations.Nullable;

/** Recognises pushes, of whatever channel, among recorded messages of OKX. Confined to its owner's thread. */
public final class OkxRecording {
    private static final long ARG = JsonScanner.key("arg");
    private static final long DATA = JsonScanner.key("data");
    private static final long EVENT = JsonScanner.key("event");
    private static final long CHANNEL = JsonScanner.key("channel");
    private static final long INST_ID = JsonScanner.key("instId");
    private static final long TS = JsonScanner.key("ts");

    private final JsonScanner scanner = new JsonScanner();

    private String channel = "";
    private String instId = "";
    private long eventTimeNs;

    /** How a channel of an instrument is called here. */
    public static String topic(String channel, String instId) {
        return channel + ':' + instId;
    }

    /** The push in {@code message}, or null if it is something else. */
    public @Nullable RecordedMessage read(byte[] message) {
        channel = "";
        instId = "";
        eventTimeNs = 0;
        try {
            if (!readMembers(message) || channel.isEmpty()) {
                return null;
            }
        } catch (ProtocolException e) {
            return null;
        }
        RecordedMessage.Range whole = new RecordedMessage.Range(0, message.length);
        return new RecordedMessage(topic(channel, instId), instId, message, whole, eventTimeNs);
    }

    private boolean readMembers(byte[] message) {
        boolean hasData = false;
        scanner.wrap(message, 0, message.length).enterObject();
        while (scanner.nextName()) {
            long name = scanner.nameKey();
            if (name == EVENT) {
                return false;
            } else if (name == ARG) {
                readArg();
            } else if (name == DATA) {
                hasData = true;
                readTime();
            } else {
                scanner.skip();
            }
        }
        scanner.end();
        return hasData;
    }

    private void readArg() {
        scanner.enterObject();
        while (scanner.nextName()) {
            long name = scanner.nameKey();
            if (name == CHANNEL) {
                scanner.string();
                channel = scanner.valueText();
            } else if (name == INST_ID) {
                scanner.string();
                instId = scanner.valueText();
            } else {
                scanner.skip();
            }
        }
    }

    /** Takes the time of the newest item of {@code data}; items of candles are arrays and tell none. */
    private void readTime() {
        scanner.enterArray();
        while (scanner.nextElement()) {
            if (scanner.peek() != '{') {
                scanner.skip();
                continue;
            }
            scanner.enterObject();
            while (scanner.nextName()) {
                if (scanner.nameKey() == TS) {
                    scanner.scalar();
                    eventTimeNs = Math.max(eventTimeNs, VenueTime.toNs(scanner.toLong()));
                } else {
                    scanner.skip();
                }
            }
        }
    }
}
