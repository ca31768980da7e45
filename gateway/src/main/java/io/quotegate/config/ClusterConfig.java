package io.quotegate.config;

import static io.quotegate.config.Setting.built;
import static io.quotegate.config.kind.Kinds.choice;
import static io.quotegate.config.kind.Kinds.integer;
import static io.quotegate.config.kind.Kinds.listOf;
import static io.quotegate.config.kind.Kinds.path;
import static io.quotegate.config.kind.Kinds.text;

import io.quotegate.cluster.ClusterSettings;
import io.quotegate.config.kind.ScalarKind;
import io.quotegate.config.kind.Urls;
import io.quotegate.transport.LoopKind;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether quotes come from venues or from feed nodes, and how machines of a cluster reach one another. The keys are
 * {@code feeds.source} and {@code cluster.*}. Immutable: any thread.
 *
 * @param source   where quotes come from
 * @param settings for feed nodes, and for gateways that follow them
 * @param port     of a feed node; 0 for the one that its channel stands for
 * @param history  where gateways ask for what they missed; none for where the channels say
 * @param token    that they show there, or null
 * @param publishes whether this is a feed node
 */
public record ClusterConfig(
        Source source,
        ClusterSettings settings,
        int port,
        List<URI> history,
        @Nullable String token,
        boolean publishes) {
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
                    + " those of several. With a control port the four next ones are used as well.");
    static final Setting<Integer> STREAM = built(
            "cluster.stream",
            integer(1, 2_000_000_000),
            "1001",
            "Number of the stream of quotes; trades, books and requests have the next ones.");
    static final Setting<String> DRIVER = built(
            "cluster.driver",
            path("embedded, or the directory of a media driver that runs"),
            ClusterSettings.EMBEDDED,
            "Aeron's media driver: one in this process, or another's.");
    static final Setting<Integer> RANK = built(
            "cluster.rank",
            integer(0, 1000),
            "0",
            "Of a feed node: gateways follow the one of the lowest rank that is alive.");

    static final Setting<Integer> PORT = built(
            "cluster.port",
            integer(0, 65535),
            "0",
            "Of a feed node: port on server.bind that answers as a gateway's does, for health, metrics and history; 0"
                    + " is the fourth one after that of control, or any free one where the channel has none.");
    static final Setting<List<URI>> HISTORY = built(
            "cluster.history",
            listOf(Urls.restBase(), 0, 8),
            "",
            "Of a gateway: feed nodes that are asked over HTTP for candles and trades that it has not got, the next"
                    + " one where one does not answer; none is those that publish on cluster.channel, by its ports of"
                    + " control.");
    static final Setting<String> TOKEN = built(
            "cluster.token",
            text("what quotegate token add printed, or none"),
            OptionalFile.NONE,
            "Of a gateway: the token that it shows to feed nodes when it asks them, where they want one.");

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
        PORT.check(port);
        HISTORY.check(history);
        history = List.copyOf(history);
    }

    static ClusterConfig of(Values values) {
        return new ClusterConfig(
                values.get(SOURCE),
                new ClusterSettings(
                        values.get(CHANNEL),
                        values.get(STREAM),
                        values.get(DRIVER),
                        values.get(RANK),
                        values.get(Settings.SERVER_LOOP) == LoopKind.SPIN),
                values.get(PORT),
                values.get(HISTORY),
                OptionalFile.name(values, TOKEN),
                false);
    }

    /** The same with the venues of its own. */
    ClusterConfig without() {
        return new ClusterConfig(Source.VENUES, settings, port, history, token, false);
    }

    /** The same of a feed node. */
    ClusterConfig publishing() {
        return new ClusterConfig(source, settings, port, history, token, true);
    }

    /** The port of a feed node; 0 for any free one. */
    int feedPort() {
        URI base = ClusterSettings.httpBase(settings.channels().get(0));
        return port > 0 || base == null ? port : base.getPort();
    }

    /** Where a gateway that follows feed nodes asks for what it missed; none where nobody says. */
    public List<URI> historyBases() {
        return history.isEmpty()
                ? settings.channels().stream()
                        .map(ClusterSettings::httpBase)
                        .filter(Objects::nonNull)
                        .toList()
                : history;
    }

    /** Whether feed nodes are followed. */
    public boolean follows() {
        return source == Source.CLUSTER;
    }

    /** Every row, in the order of the file. */
    static List<Setting<?>> all() {
        return List.of(SOURCE, CHANNEL, STREAM, DRIVER, RANK, PORT, HISTORY, TOKEN);
    }
}
