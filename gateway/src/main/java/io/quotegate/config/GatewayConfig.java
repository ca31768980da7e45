package io.quotegate.config;

import io.quotegate.feed.FeedSettings;
import io.quotegate.feed.listing.PairDirectory;
import io.quotegate.market.Instruments;
import io.quotegate.market.PairListing;
import io.quotegate.market.ReferenceRates;
import io.quotegate.store.StoreSettings;
import io.quotegate.tls.TlsSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything the gateway was told, validated. {@link ConfigLoader} reads it. Immutable: any thread.
 *
 * @param pairs      the pairs served, as {@link PairListing} spells them, and patterns that stand for some, each once
 * @param books      whether order books are kept
 * @param files      what is offered for download
 * @param tokens     file of tokens, one of which everybody needs; null if nobody needs one
 * @param relay      which venues it answers as
 * @param cluster    whether feed nodes are followed, and how they are reached
 * @param debugEcho  whether {@code /_echo} is served
 * @param references what {@code config/fiat.yaml} says
 * @param written    the values of all keys, as they were read
 */
public record GatewayConfig(
        ServerConfig server,
        List<String> pairs,
        VenuesConfig venues,
        FeedSettings feeds,
        boolean books,
        FanoutConfig fanout,
        LimitsConfig limits,
        FilesConfig files,
        StoreSettings store,
        TlsSettings tls,
        @Nullable Path tokens,
        LogConfig log,
        RelayConfig relay,
        ClusterConfig cluster,
        boolean debugEcho,
        ReferenceRates references,
        Map<String, Object> written) {
    private static final int TRIAL_PAIRS = 9; // code is the same for more, which take longer to start

    /** Stands for {@code config/fiat.yaml} among keys. */
    private static final String REFERENCES = "the reference rates";

    private static final int PATTERNS_EXPECT = 2000;

    /** Keys, or beginnings of keys, that a running gateway takes up. */
    private static final List<String> RELOADED =
            List.of("pairs", "limits.", "auth.", "tls.", "log.level", "log.access");

    public GatewayConfig {
        pairs = List.copyOf(pairs);
        written = Map.copyOf(written);
        Settings.PAIRS.check(pairs);
        Settings.FEEDS_PREFERRED.check(feeds.preferred());
        Settings.FEEDS_STALE_AFTER.check(feeds.staleAfter());
        Settings.FEEDS_PAIR_STALE_AFTER.check(feeds.pairStaleAfter());
        Settings.FEEDS_FAIL_BACK_AFTER.check(feeds.failBackAfter());
        Settings.FEEDS_CONNECT_TIMEOUT.check(feeds.connectTimeout());
        Settings.FEEDS_MAX_BACKOFF.check(feeds.maxBackoff());
        Settings.FEEDS_MAX_CLOCK_SKEW.check(feeds.maxClockSkew());
        Settings.STORE_PATH.check(store.path());
        Settings.STORE_CANDLES_KEEP.check(store.candlesKeep());
        Settings.STORE_QUEUE_ROWS.check(store.queueRows());
    }

    static GatewayConfig of(Values values, ReferenceRates references) {
        FeedSettings feeds = new FeedSettings(
                values.get(Settings.FEEDS_PREFERRED),
                values.get(Settings.FEEDS_STALE_AFTER),
                values.get(Settings.FEEDS_PAIR_STALE_AFTER),
                values.get(Settings.FEEDS_FAIL_BACK_AFTER),
                values.get(Settings.FEEDS_CONNECT_TIMEOUT),
                values.get(Settings.FEEDS_MAX_BACKOFF),
                values.get(Settings.FEEDS_MAX_CLOCK_SKEW));
        StoreSettings store = new StoreSettings(
                values.get(Settings.STORE_PATH),
                values.get(Settings.STORE_CANDLES_KEEP),
                values.get(Settings.STORE_QUEUE_ROWS));
        return new GatewayConfig(
                ServerConfig.of(values),
                values.get(Settings.PAIRS),
                VenuesConfig.of(values),
                feeds,
                values.get(Settings.FEEDS_BOOKS),
                FanoutConfig.of(values),
                LimitsConfig.of(values),
                FilesConfig.of(values),
                store,
                TlsConfig.of(values),
                OptionalFile.of(values, Settings.AUTH_TOKENS_FILE),
                log(values),
                RelayConfig.of(values),
                ClusterConfig.of(values),
                values.get(Settings.DEBUG_ECHO),
                references,
                values.byKey(Settings.all()));
    }

    private static LogConfig log(Values values) {
        return new LogConfig(
                values.get(LogConfig.LEVEL),
                OptionalFile.name(values, LogConfig.FILE),
                values.get(LogConfig.FORMAT),
                values.get(LogConfig.ACCESS));
    }

    /** The keys whose values {@code next} has otherwise, in the order of the file. */
    public List<String> changes(GatewayConfig next) {
        List<String> keys = new ArrayList<>();
        for (Setting<?> setting : Settings.all()) {
            if (!Objects.equals(written.get(setting.key()), next.written.get(setting.key()))) {
                keys.add(setting.key());
            }
        }
        if (!references.equals(next.references)) {
            keys.add(REFERENCES);
        }
        return keys;
    }

    /** Whether a running gateway takes up a change of {@code key}. */
    public static boolean isReloaded(String key) {
        return RELOADED.stream().anyMatch(each -> each.endsWith(".") ? key.startsWith(each) : key.equals(each));
    }

    /** The same with what a running gateway takes up of {@code next}. */
    public GatewayConfig reloaded(GatewayConfig next) {
        Map<String, Object> merged = new HashMap<>(written);
        next.written.forEach(
                (key, value) -> merged.computeIfPresent(key, (same, old) -> isReloaded(key) ? value : old));
        return new GatewayConfig(
                server,
                next.pairs,
                venues,
                feeds,
                books,
                fanout,
                next.limits,
                files,
                store,
                next.tls,
                next.tokens,
                new LogConfig(next.log.level(), log.file(), log.format(), next.log.access()),
                relay,
                cluster,
                debugEcho,
                references,
                merged);
    }

    /** The pairs that are named, {@code BASE-QUOTE}; where there are patterns only, those that are served where nobody names any. */
    public List<String> symbols() {
        List<String> named = pairs.stream()
                .map(PairListing::parse)
                .filter(Objects::nonNull)
                .map(PairListing::symbol)
                .toList();
        return named.isEmpty() ? Instruments.DEFAULT_SYMBOLS : named;
    }

    /** How many pairs there are to be room for; patterns stand for as many as two venues have. */
    public int expectedPairs() {
        return PairDirectory.hasPatterns(pairs) ? Math.max(pairs.size(), PATTERNS_EXPECT) : pairs.size();
    }

    /** The same with other venues, for simulators that were started after the configuration was read. */
    public GatewayConfig withVenues(VenuesConfig others) {
        return new GatewayConfig(
                server,
                pairs,
                others,
                feeds,
                books,
                fanout,
                limits,
                files,
                store,
                tls,
                tokens,
                log,
                relay,
                cluster,
                debugEcho,
                references,
                written);
    }

    /** The same for a try: on a free port that only this machine can reach, and keeping nothing. */
    public GatewayConfig forTrial() {
        List<String> few = pairs.subList(0, Math.min(pairs.size(), TRIAL_PAIRS));
        return keepingNothing(server.onAnyLocalPort(), few, TlsSettings.OFF, null, LogConfig.USUAL, cluster.without());
    }

    /** The same for a feed node: on its port, keeping nothing, and venues are connected for what it publishes alone. */
    public GatewayConfig forFeedNode() {
        return keepingNothing(server.onPort(cluster.feedPort()), pairs, tls, tokens, log, cluster.publishing());
    }

    private GatewayConfig keepingNothing(
            ServerConfig itsServer,
            List<String> itsPairs,
            TlsSettings itsTls,
            @Nullable Path itsTokens,
            LogConfig itsLog,
            ClusterConfig itsCluster) {
        return new GatewayConfig(
                itsServer,
                itsPairs,
                venues,
                feeds,
                books,
                fanout,
                limits,
                files.unrecorded(),
                store.without(),
                itsTls,
                itsTokens,
                itsLog,
                relay.without(),
                itsCluster,
                debugEcho,
                references,
                written);
    }
}
