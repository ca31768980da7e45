package io.quotegate.gateway.relay;

/** Hears what had to be refused of what a relay's clients ask. Any thread. */
@FunctionalInterface
public interface RefusalListener {
    /**
     * A request of {@code kind} was refused.
     *
     * @param kind   nothing of it that only the client should know
     * @param answer what it was told
     */
    void refused(String kind, String answer);
}
