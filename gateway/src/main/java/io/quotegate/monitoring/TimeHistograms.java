package io.quotegate.monitoring;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.Unit;
import io.quotegate.time.TimeHistogram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * How long one kind of thing took, as a histogram for each value of a label, under one name. What never happened is left
 * out. Any thread.
 */
final class TimeHistograms implements Collector {
    private static final double NS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final double[] BOUNDS = boundsSeconds();

    private final MetricMetadata metadata;
    private final String label;
    private final Supplier<Map<String, TimeHistogram>> times;

    /**
     * @param name  without its unit
     * @param label empty for none, which is right where there is one histogram only
     * @param times by the values of the label
     */
    TimeHistograms(String name, String help, String label, Supplier<Map<String, TimeHistogram>> times) {
        metadata = new MetricMetadata(name + "_seconds", help, Unit.SECONDS);
        this.label = label;
        this.times = times;
    }

    private static double[] boundsSeconds() {
        long[] boundsNs = TimeHistogram.boundsNs();
        double[] bounds = new double[boundsNs.length + 1];
        for (int i = 0; i < boundsNs.length; i++) {
            bounds[i] = boundsNs[i] / NS_PER_SECOND;
        }
        bounds[boundsNs.length] = Double.POSITIVE_INFINITY;
        return bounds;
    }

    @Override
    public HistogramSnapshot collect() {
        List<HistogramDataPointSnapshot> points = new ArrayList<>();
        new TreeMap<>(times.get()).forEach((value, histogram) -> {
            long[] counts = histogram.counts();
            Number[] classes = new Number[counts.length];
            long all = 0;
            for (int i = 0; i < counts.length; i++) {
                classes[i] = counts[i];
                all += counts[i];
            }
            if (all > 0 || label.isEmpty()) {
                points.add(HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(ClassicHistogramBuckets.of(BOUNDS, classes))
                        .sum(histogram.sumNs() / NS_PER_SECOND)
                        .labels(label.isEmpty() ? Labels.EMPTY : Labels.of(label, value))
                        .build());
            }
        });
        return new HistogramSnapshot(metadata, points);
    }

    @Override
    public String getPrometheusName() {
        return metadata.getPrometheusName();
    }
}
