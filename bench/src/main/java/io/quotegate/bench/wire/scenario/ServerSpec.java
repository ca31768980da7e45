package io.quotegate.bench.wire.scenario;

import io.quotegate.bench.wire.server.PeerKind;
import io.quotegate.text.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A server to be measured, as {@code --servers} names it: {@code quotegate}, {@code quotegate:key=value+key=value}, a
 * peer, {@code floor:5ms}.
 *
 * @param label    as it was named
 * @param peer     which one; null for the gateway
 * @param settings of the gateway, {@code key=value}
 * @param batch    of the floor
 */
public record ServerSpec(String label, @Nullable PeerKind peer, List<String> settings, Duration batch) {
    /** How options name the gateway. */
    public static final String GATEWAY = "quotegate";

    private static final Duration BATCH = Duration.ofMillis(1);

    public ServerSpec {
        settings = List.copyOf(settings);
    }

    /**
     * Reads one entry of {@code --servers}.
     *
     * @throws IllegalArgumentException if it names no server
     */
    public static ServerSpec parse(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        String variant = colon < 0 ? null : text.substring(colon + 1);
        if (name.equals(GATEWAY)) {
            return new ServerSpec(text, null, variant == null ? List.of() : settings(text, variant), BATCH);
        }
        PeerKind kind = Arrays.stream(PeerKind.values())
                .filter(candidate -> candidate.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("server: " + text + " (expected: " + names() + ')'));
        if (variant == null) {
            return new ServerSpec(text, kind, List.of(), BATCH);
        }
        if (kind != PeerKind.FLOOR) {
            throw new IllegalArgumentException("server: " + text + " (expected: " + name + ", it has no variants)");
        }
        return new ServerSpec(text, kind, List.of(), batch(text, variant));
    }

    /** The same gateway with one setting more. */
    ServerSpec with(String setting) {
        List<String> all = new ArrayList<>(settings);
        all.add(setting);
        return new ServerSpec(label, peer, all, batch);
    }

    private static List<String> settings(String text, String variant) {
        List<String> settings = new ArrayList<>();
        for (String setting : variant.split("\\+", -1)) {
            if (setting.indexOf('=') < 1) {
                throw new IllegalArgumentException(
                        "server: " + text + " (expected: " + GATEWAY + ":key=value, several joined by +)");
            }
            settings.add(setting);
        }
        return settings;
    }

    private static Duration batch(String text, String variant) {
        try {
            Duration batch = DurationText.parse(variant);
            if (batch.isZero()) {
                throw new IllegalArgumentException("zero");
            }
            return batch;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "server: " + text + " (expected: floor:<duration>, for example floor:5ms)", e);
        }
    }

    private static String names() {
        return GATEWAY + ", "
                + Arrays.stream(PeerKind.values()).map(PeerKind::wireName).collect(Collectors.joining(", "));
    }

    /** Whether this is the gateway. */
    public boolean isGateway() {
        return peer == null;
    }
}
