package io.quotegate.feed;

import io.quotegate.codec.ProtocolException;
import io.quotegate.market.Instruments;
import io.quotegate.text.ByteWriter;
import java.util.List;

/** What a connection must know of its venue. One per connection; confined to the feed loop. */
public interface VenueDialect {
    /** The requests that subscribe to everything, as text messages to be sent when the connection is open. */
    List<ByteWriter> subscriptions();

    /** How to ask for a sign of life. */
    Probe probe();

    /**
     * Reads one text message and tells the listener.
     *
     * @return whether it was understood
     * @throws ProtocolException if it could not be read
     */
    boolean decode(byte[] text, int from, int to);

    /** A sign of life is a WebSocket ping or a text message. */
    enum Probe {
        WEBSOCKET_PING,
        TEXT_PING
    }

    /** Makes the dialect of a new connection. */
    @FunctionalInterface
    interface Factory {
        VenueDialect open(Instruments instruments, DialectListener listener);
    }
}
