package io.quotegate.monitoring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quotegate.cluster.ClusterStats.Transport;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;
import java.util.function.ToLongFunction;

/** Names what is counted of a cluster, and what both of its sides count. Any thread. */
record ClusterMeters(MeterRegistry registry) {
    private static final String PREFIX = "quotegate.cluster.";

    void gauge(String name, String description, IntSupplier value) {
        Gauge.builder(PREFIX + name, value, IntSupplier::getAsInt)
                .strongReference(true)
                .description(description)
                .register(registry);
    }

    void count(String name, String description, LongAdder count) {
        new Meters(registry, PREFIX, Tags.empty()).counter(name, description, count);
    }

    /** What Aeron counts. */
    void transport(AtomicReference<Transport> counts) {
        count(counts, "bytes.sent", "Bytes that Aeron sent", Transport::bytesSent);
        count(counts, "bytes.received", "Bytes that Aeron received", Transport::bytesReceived);
        count(counts, "naks.sent", "Times that Aeron asked for lost packets", Transport::naksSent);
        count(counts, "naks.received", "Times that it was asked", Transport::naksReceived);
        count(counts, "retransmits", "Times that it sent again", Transport::retransmits);
        count(counts, "flow.limits", "Times that it could not send", Transport::flowControlLimits);
        count(counts, "overruns", "Times that more came than fits", Transport::overruns);
        count(counts, "short.sends", "Packets that the kernel did not take", Transport::shortSends);
        count(counts, "transport.errors", "Errors that Aeron noted", Transport::errors);
    }

    private void count(
            AtomicReference<Transport> counts, String name, String description, ToLongFunction<Transport> value) {
        new Meters(registry, PREFIX, Tags.empty())
                .counter(name, description, counts, of -> value.applyAsLong(of.get()));
    }
}
