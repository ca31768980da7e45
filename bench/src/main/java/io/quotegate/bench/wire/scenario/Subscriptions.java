package io.quotegate.bench.wire.scenario;

import io.quotegate.api.DeliveryMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * What subscribers ask for.
 *
 * @param messages one for each subscriber, or one for all
 * @param share    of all quotes, how many a subscriber is to get
 */
public record Subscriptions(List<String> messages, double share) {
    private static final long SEED = 1;

    /** Everything, for everyone. */
    public static Subscriptions all(DeliveryMode mode) {
        return new Subscriptions(List.of(message("\"*\"", mode)), 1);
    }

    /** The books of all pairs, for everyone, 20 levels deep. */
    static Subscriptions books() {
        return new Subscriptions(
                List.of("{\"op\":\"subscribe\",\"channel\":\"books\",\"pairs\":[\"*\"],\"depth\":20}"), 1);
    }

    /** For each of {@code count} subscribers a random set of {@code size} of {@code pairs}; the same in every run. */
    public static Subscriptions random(List<String> pairs, int size, int count) {
        if (size < 1 || size > pairs.size()) {
            throw new IllegalArgumentException("set size: " + size + " (expected: 1.." + pairs.size() + ')');
        }
        Random random = new Random(SEED);
        List<String> shuffled = new ArrayList<>(pairs);
        List<String> messages = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Collections.shuffle(shuffled, random);
            messages.add(message(
                    shuffled.subList(0, size).stream()
                            .map(pair -> '"' + pair + '"')
                            .collect(Collectors.joining(",")),
                    DeliveryMode.LATEST));
        }
        return new Subscriptions(messages, (double) size / pairs.size());
    }

    private static String message(String pairs, DeliveryMode mode) {
        return "{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[" + pairs + "],\"mode\":\"" + mode.wireName()
                + "\"}";
    }
}
