package io.quotegate.gateway.auth;

import io.quotegate.auth.Tokens;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Those who ask over one connection: the connection's own client, and over HTTP whoever each request is from. Nobody known
 * among them for long, and it is over; whose token is not valid any more has no long. Confined to the connection's event
 * loop.
 */
public final class Callers {
    /** How long a connection may be nobody's. */
    private static final long LIMIT_NS = TimeUnit.SECONDS.toNanos(10);

    private final Tokens tokens;
    private final Caller own;

    private long nobodySinceNs;
    private @Nullable Caller lastKnown; // of those who asked by requests

    /** @param nowNs by the clock that {@link #isNobodys} is told */
    public Callers(Tokens tokens, long nowNs) {
        this.tokens = tokens;
        own = new Caller(tokens);
        nobodySinceNs = nowNs;
    }

    /** For a connection of which everybody is answered. */
    public static Callers anybody() {
        return new Callers(new Tokens(), 0);
    }

    /** Whether everybody is answered, so that it need not be looked for what a request shows. */
    public boolean areFree() {
        return own.isFree();
    }

    /** The connection's client. */
    public Caller own() {
        return own;
    }

    /** The client has shown a certificate that is believed, and is called {@code name} in it. */
    public void certify(String name) {
        own.certify(name);
    }

    /** Who a request is from that shows {@code shown}, or nothing: then it is the connection's client. */
    public Caller of(@Nullable CharSequence shown) {
        if (own.isFree()) {
            return own.shared();
        }
        Caller caller = shown == null ? own.again() : new Caller(tokens, shown);
        vouch(caller);
        return caller;
    }

    /** {@code caller} still asks; if it is known, somebody is. */
    public void vouch(Caller caller) {
        if (caller != own && caller.isKnown()) {
            lastKnown = caller;
        }
    }

    /** Whether nobody is known, and has not been for as long as may be; or who was is not any more. */
    public boolean isNobodys(long nowNs) {
        if (own.isFree()) {
            nobodySinceNs = nowNs;
            return false;
        }
        if (own.isKnown() || (lastKnown != null && lastKnown.isKnown())) {
            return false;
        }
        return own.isRevoked() || lastKnown != null || nowNs - nobodySinceNs >= LIMIT_NS;
    }
}
