package io.quotegate.monitoring;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

/**
 * Names meters of one kind. What is counted is not kept alive by them. Any thread.
 *
 * @param prefix of every name
 * @param tags   of every meter
 */
record Meters(MeterRegistry registry, String prefix, Tags tags) {
    Meters counter(String name, String description, LongAdder count) {
        return counter(name, description, count, LongAdder::sum);
    }

    <T> Meters counter(String name, String description, T stats, ToDoubleFunction<T> value) {
        FunctionCounter.builder(prefix + name, stats, value)
                .description(description)
                .tags(tags)
                .register(registry);
        return this;
    }

    <T> Meters gauge(String name, String description, T stats, ToDoubleFunction<T> value) {
        Gauge.builder(prefix + name, stats, value)
                .description(description)
                .tags(tags)
                .register(registry);
        return this;
    }
}
