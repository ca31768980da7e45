package io.quotegate.gateway.session;

/**
 * The limits that hold now. They change while clients are served, who are held to the new ones from their next message on;
 * how large and how deep a message may be, a connection is asked for as it began. Any thread.
 */
public final class CurrentLimits {
    private volatile Limits limits; // orders nothing else

    public CurrentLimits(Limits limits) {
        this.limits = limits;
    }

    public Limits get() {
        return limits;
    }

    public void change(Limits next) {
        limits = next;
    }
}
