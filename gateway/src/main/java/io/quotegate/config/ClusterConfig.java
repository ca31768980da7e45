package io.quotegate.config;

import static io.quotegate.config.Setting.built;
import static io.quotegate.config.kind.Kinds.choice;
import static io.quotegate.config.kind.Kinds.integer;
import static io.quotegate.config.kind.Kinds.listOf;
import static io.quotegate.config.kind.Kinds.text;

import io.quotegate.cluster.ClusterSettings;
import io.quotegate.config.kind.ScalarKind;
import io.quotegate.transport.LoopKind;
import java.util.List;
import java.util.Locale;

/**
 * Whether quotes come from venues or from feed nodes, and how machines of a cluster reach one another. The keys are
 * {@code feeds.source} and {@code cluster.*}. Immutable: any thread.
 *
 * @param source   where quotes come from
 * @param settings for feed nodes, and for gateways that follow them
 */
public record ClusterConfig(Source source, ClusterSettings settings) {
    static final Setting<Source> SOURCE = built(
            "feeds.source",
            choice(List.of(Source.values()), source -> source.name().toLowerCase(Locale.ROOT)),
            "venues",
            "Where quotes come from: the venues, or the feed nodes of a cluster.");
    static final Setting<List<String>> CHANNEL = built(
            "cluster.channel",
            listOf(new ScalarKind<>(ClusterSettings.CHANNEL_EXPECTED, text -> text, ClusterSettings::isChannel), 1, 8),
            "aeron:udp?control=127.0.0.1:9100|control-mode=dynamic",
            "Where a feed node publishes, any channel of Aeron's, and where gateways are sent that; gateways may name"
                    + " those of several. With a control port the three next ones are used as well.");
    static final Setting<Integer> STREAM = built(
            "cluster.stream",
            integer(1, 2_000_000_000),
            "1001",
            "Number of the stream of quotes; trades, books and requests have the next ones.");
    static final Setting<String> DRIVER = built(
            "cluster.driver",
            text("embedded, or the directory of a media driver that runs"),
            ClusterSettings.EMBEDDED,
            "Aeron's media driver: one in this process, or another's.");
    static final Setting<Integer> RANK = built(
            "cluster.rank",
            integer(0, 1000),
            "0",
            "Of a feed node: gateways follow the one of the lowest rank that is alive.");

    /** Where quotes come from. */
    public enum Source {
        VENUES,
        CLUSTER
    }

    public ClusterConfig {
        CHANNEL.check(settings.channels());
        STREAM.check(settings.stream());
        DRIVER.check(settings.driver());
        RANK.check(settings.rank());
    }

    static ClusterConfig of(Values values) {
        return new ClusterConfig(
                values.get(SOURCE),
                new ClusterSettings(
                        values.get(CHANNEL),
                        values.get(STREAM),
                        values.get(DRIVER),
                        values.get(RANK),
                        values.get(Settings.SERVER_LOOP) == LoopKind.SPIN));
    }

    /** The same with the venues of its own. */
    ClusterConfig without() {
        return new ClusterConfig(Source.VENUES, settings);
    }

    /** Whether feed nodes are followed. */
    public boolean follows() {
        return source == Source.CLUSTER;
    }

    /** Every row, in the order of the file. */
    static List<Setting<?>> all() {
        return List.of(SOURCE, CHANNEL, STREAM, DRIVER, RANK);
    }
}
