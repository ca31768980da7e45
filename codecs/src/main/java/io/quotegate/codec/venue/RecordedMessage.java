package io.quotegate.codec.venue;

/**
 * A push of a venue taken out of a recording, as far as one must understand it to send it again.
 *
 * @param topic       what a client subscribes to in order to get it, as the venue's codec names it
 * @param symbol      the venue's spelling of the instrument; empty where the topic is not of one instrument
 * @param message     the whole message as it was recorded
 * @param payload     the part of it that is sent where the topic is not named beside it
 * @param eventTimeNs the venue's time, nanoseconds since the epoch; 0 where it tells none
 */
public record RecordedMessage(String topic, String symbol, byte[] message, Range payload, long eventTimeNs) {
    /** From an index, inclusive, to an index, exclusive. */
    public record Range(int from, int to) {
        public int length() {
            return to - from;
        }
    }

    /** Whether the topic is named in the message, around the payload. */
    public boolean named() {
        return payload.length() < message.length;
    }
}
