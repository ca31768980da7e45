package io.quotegate.feed.relay;

/**
 * What is kept of a topic, so that who comes later begins as with the venue, and who asks over REST can be told. Confined to
 * the relay's loop.
 */
public interface TopicMemory {
    /** What is not known. */
    byte[] NOTHING = {};

    /** For what begins with nothing. */
    TopicMemory NONE = new TopicMemory() {
        @Override
        public void onEvent(byte[] bytes, int from, int to) {}

        @Override
        public byte[] first() {
            return NOTHING;
        }

        @Override
        public void clear() {}
    };

    /** The venue pushed {@code bytes[from..to)}. */
    void onEvent(byte[] bytes, int from, int to);

    /** The message that the venue would push to one who subscribes now; empty for none. */
    byte[] first();

    /** Whether something was missing, so that the venue is to be asked to begin anew. */
    default boolean isBroken() {
        return false;
    }

    /** What was is not true any more: the connection is gone. */
    void clear();

    /**
     * The object that the venue's REST would answer with now; empty where that is not known.
     *
     * @param levels of a side, where it is a book; rows, where it is trades
     */
    default byte[] told(int levels) {
        return NOTHING;
    }

    /**
     * Whether the venue is to be asked for the whole, which is to be {@linkplain #learn learned}: it is from this call on.
     *
     * @param levels that are wanted, of which not all are known
     */
    default boolean asks(int levels) {
        return false;
    }

    /**
     * Takes over what the venue answered when it was asked for the whole.
     *
     * @param answer empty where there is none
     * @param levels that were asked for
     */
    default void learn(byte[] answer, int levels) {}
}
