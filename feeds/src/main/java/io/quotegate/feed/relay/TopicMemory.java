package io.quotegate.feed.relay;

/** What is kept of a topic, so that who comes later begins as with the venue. Confined to the relay's loop. */
public interface TopicMemory {
    /** For what begins with nothing. */
    TopicMemory NONE = new TopicMemory() {
        private static final byte[] NOTHING = {};

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
}
