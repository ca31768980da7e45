package io.quotegate.gateway.grpc;

/** A service that has begun to push, as its call asks it. Confined to the call's event loop. */
public interface OngoingCall {
    /** How it goes on. */
    Continuation continuation();

    /** Called several times a second, to look at what only time changes. */
    default void onTime(long nowNs) {}
}
