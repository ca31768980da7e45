package io.quotegate.monitoring;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.Map;

/** Describes the metrics that a library leaves without a word, which Prometheus' linter holds to be faulty. Any thread. */
final class MissingHelp implements MeterFilter {
    private static final Map<String, String> TEXTS = Map.of(
            "netty.allocator.memory.used", "Bytes that the allocator has of the system",
            "netty.allocator.memory.pinned", "Bytes that are in buffers at the moment",
            "netty.allocator.pooled.arenas", "Arenas of the pooled allocator",
            "netty.allocator.pooled.cache.size", "Bytes that a thread keeps for buffers of its own, by their size",
            "netty.allocator.pooled.chunk.size", "Bytes that an arena takes of the system at a time",
            "netty.allocator.pooled.threadlocal.caches", "Threads that keep buffers of their own");

    @Override
    public Meter.Id map(Meter.Id id) {
        if (id.getDescription() != null) {
            return id;
        }
        String text = TEXTS.getOrDefault(id.getName(), id.getName().replace('.', ' '));
        return new Meter.Id(id.getName(), Tags.of(id.getTagsAsIterable()), id.getBaseUnit(), text, id.getType());
    }
}
