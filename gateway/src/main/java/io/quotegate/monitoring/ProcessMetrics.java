package io.quotegate.monitoring;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.netty4.NettyAllocatorMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.internal.PlatformDependent;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/** What the process counts, whatever it does: the JVM, Netty's memory, and what was built. Any thread. */
final class ProcessMetrics {
    private static final String JAVA = "java.version";

    private ProcessMetrics() {}

    /** @param version of the gateway */
    static void addTo(MeterRegistry registry, String version) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new NettyAllocatorMetrics(PooledByteBufAllocator.DEFAULT).bindTo(registry);
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            FunctionTimer.builder(
                            "jvm.gc.collection",
                            collector,
                            GarbageCollectorMXBean::getCollectionCount,
                            GarbageCollectorMXBean::getCollectionTime,
                            TimeUnit.MILLISECONDS)
                    .description("Garbage collections and the time they took")
                    .tag("gc", collector.getName())
                    .register(registry);
        }
        Gauge.builder("quotegate.direct.memory.used.bytes", PlatformDependent::usedDirectMemory)
                .description("Direct memory that buffers of venues, the fan-out and clients have")
                .register(registry);
        Gauge.builder("quotegate.direct.memory.limit.bytes", PlatformDependent::maxDirectMemory)
                .description("Most direct memory that they may have")
                .register(registry);
        Gauge.builder("quotegate.build.info", () -> 1)
                .description("1; what runs is in the labels")
                .tag("version", version)
                .tag("java", System.getProperty(JAVA, "unknown"))
                .register(registry);
    }
}
