package io.quotegate.bench.wire.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where values stand between the ends of an axis, and which of them are labelled. Immutable.
 *
 * @param low  at position 0
 * @param high at position 1
 */
record Axis(Scale scale, double low, double high, List<Double> ticks) {
    private static final int MOST_TICKS = 6;

    /** How values are spread. */
    enum Scale {
        LINEAR,
        LOGARITHMIC
    }

    /** An axis from 0 to a round value at or above {@code most}. */
    static Axis linear(double most) {
        double step = step(most <= 0 ? 1 : most);
        List<Double> ticks = new ArrayList<>();
        int count = (int) Math.max(1, Math.ceil(most / step - 1e-9));
        for (int i = 0; i <= count; i++) {
            ticks.add(i * step);
        }
        return new Axis(Scale.LINEAR, 0, count * step, ticks);
    }

    /** 1, 2 or 5 times a power of ten, so that there are few ticks. */
    private static double step(double most) {
        double magnitude = Math.pow(10, Math.floor(Math.log10(most / MOST_TICKS)));
        for (double factor : new double[] {1, 2, 5}) {
            if (most / (factor * magnitude) <= MOST_TICKS) {
                return factor * magnitude;
            }
        }
        return 10 * magnitude;
    }

    /** An axis over powers of ten that holds {@code least} to {@code most}, both above 0. */
    static Axis logarithmic(double least, double most) {
        if (!(least > 0) || most < least) {
            throw new IllegalArgumentException(
                    "least: " + least + ", most: " + most + " (expected: 0 < least <= most)");
        }
        int from = (int) Math.floor(Math.log10(least) + 1e-9);
        int to = Math.max(from + 1, (int) Math.ceil(Math.log10(most) - 1e-9));
        List<Double> ticks = new ArrayList<>();
        for (int power = from; power <= to; power++) {
            ticks.add(Math.pow(10, power));
        }
        return new Axis(Scale.LOGARITHMIC, Math.pow(10, from), Math.pow(10, to), ticks);
    }

    /** A logarithmic axis whose ends and ticks are {@code values}, in rising order. */
    static Axis at(List<Double> values) {
        return new Axis(Scale.LOGARITHMIC, values.get(0), values.get(values.size() - 1), values);
    }

    /** Where {@code value} stands: 0 at the low end, 1 at the high one. */
    double position(double value) {
        if (high == low) {
            return 0.5;
        }
        return scale == Scale.LINEAR ? (value - low) / (high - low) : Math.log(value / low) / Math.log(high / low);
    }

    /** A number as a label: as few digits as tell it. */
    static String label(double value) {
        if (value >= 1000) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        String text = String.format(Locale.ROOT, "%.4f", value);
        return text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }
}
