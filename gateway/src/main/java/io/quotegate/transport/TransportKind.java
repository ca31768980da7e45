package io.quotegate.transport;

import java.util.Locale;

/** How the server's event loops talk to the kernel. */
public enum TransportKind {
    /** The best of the others that this machine has, in their order. */
    AUTO,
    IO_URING,
    EPOLL,
    NIO;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** Lower-case spelling, the one of the configuration. */
    public String wireName() {
        return wireName;
    }
}
