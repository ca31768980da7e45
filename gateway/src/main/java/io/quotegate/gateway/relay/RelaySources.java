package io.quotegate.gateway.relay;

/** How sources are numbered on the ring. */
public final class RelaySources {
    /** Binance's streams, with times in milliseconds. */
    public static final int BINANCE = 0;

    /** The same in microseconds, which is a matter of the connection. */
    public static final int BINANCE_MICROSECONDS = 1;

    /** OKX's public channels. */
    public static final int OKX_PUBLIC = 2;

    /** OKX's business channels. */
    public static final int OKX_BUSINESS = 3;

    /** How many there are. */
    public static final int COUNT = 4;

    private RelaySources() {}
}
