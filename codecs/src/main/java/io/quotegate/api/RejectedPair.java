package io.quotegate.api;

/** A pair that a subscription asked for and cannot be had. Immutable: any thread. */
public record RejectedPair(String pair, ErrorCode code) {}
