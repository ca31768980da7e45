package io.quotegate.bench.wire.load;

/** Latencies in microseconds, of {@code count} messages. */
public record Latency(long count, double p50, double p99, double p999, double max) {}
