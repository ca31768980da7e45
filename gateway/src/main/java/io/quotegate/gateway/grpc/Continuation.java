package io.quotegate.gateway.grpc;

/** How a call goes on to which its service has begun to push. */
public enum Continuation {
    /** It ends one day though its client listens on. */
    ENDS,
    /** It goes on for as long as its client listens, so that nobody waits for an end. */
    LASTS,
    /** The same, and only the newest is told to a client that takes nothing for a while. */
    LASTS_CONFLATED
}
