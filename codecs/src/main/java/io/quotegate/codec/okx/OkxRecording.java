package io.quotegate.codec.okx;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.json.JsonScanner;
import io.quotegate.codec.venue.RecordedMessage;
import io.quotegate.codec.venue.VenueTime;
import org.jspecify.annotations.Nullable;

/** Recognises pushes, of whatever channel, among recorded messages of OKX. Confined to its owner's thread. */
public final class OkxRecording {
    private static final long DATA = JsonScanner.key("data");
    private static final long TS = JsonScanner.key("ts");

    private final JsonScanner scanner = new JsonScanner();
    private final OkxArg arg = new OkxArg();

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
            if (name == OkxEvent.MEMBER) {
                return false;
            } else if (name == OkxArg.MEMBER) {
                arg.read(scanner);
                channel = text(message, arg.channelStart, arg.channelEnd);
                instId = text(message, arg.instIdStart, arg.instIdEnd);
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

    private static String text(byte[] message, int from, int to) {
        return new String(message, from, to - from, UTF_8);
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
