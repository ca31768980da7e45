package io.quotegate.bench.wire.server;

/**
 * What a peer counted since its start.
 *
 * @param published quotes made
 * @param dropped   messages not sent, because a connection had too much unsent
 */
public record PeerStats(long published, long dropped) {}
