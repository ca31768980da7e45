package io.quotegate.ring.verbatim;

/** Takes what a {@link VerbatimReceiver} reads, on the receiver's thread. Arrays are valid only during the call. */
public interface VerbatimConsumer {
    /** A venue pushed {@code bytes[from..to)} of a topic. */
    void onEvent(int topic, byte[] bytes, int from, int to);

    /** {@code name} of {@code source} is {@code topic}; it begins with {@code bytes[from..to)}, which may be nothing. */
    void onTaken(int topic, int source, String name, byte[] bytes, int from, int to);

    /** The venue does not have {@code name}, and says {@code bytes[from..to)}. */
    void onRefused(int source, String name, byte[] bytes, int from, int to);

    /** Nothing has come of {@code source} for too long. */
    void onAway(int source);

    /** The writer overtook this reader: an unknown number of messages is lost. */
    void onLapped();
}
