package io.quotegate.feed.relay;

/** Hears what becomes of what can be overheard on the feed's connections. Confined to the relay's loop. */
interface HearingListener {
    /** Whether there is room to remember {@code name} of another connection; if so, it is {@link #release}d in the end. */
    boolean tryKeep(String name);

    void release(String name);

    /** The feed has asked for it. */
    void offered(Hearing hearing);

    /** The venue has taken it. */
    void taken(Hearing hearing);

    /** The venue pushed {@code bytes[from..to)} of what brings {@code topic}. */
    void pushed(RelayTopic topic, byte[] bytes, int from, int to);

    /** What brought {@code topic} does not any more. */
    void lost(RelayTopic topic);

    /** The venue does not have {@code topic}. */
    void refused(RelayTopic topic, String code, String message);
}
