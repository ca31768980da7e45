package io.quotegate.config;

import io.quotegate.feed.FeedSettings;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.PairListing;
import io.quotegate.market.ReferenceRates;
import io.quotegate.store.StoreSettings;
import io.quotegate.tls.TlsSettings;
import java.util.List;

/**
 * Everything the gateway was told, validated. {@link ConfigLoader} reads it. Immutable: any thread.
 *
 * @param pairs      the pairs served, as {@link PairListing} spells them, each once
 * @param files      what is offered for download
 * @param debugEcho  whether {@code /_echo} is served
 * @param references what {@code config/fiat.yaml} says
 */
public record GatewayConfig(
        ServerConfig server,
        List<String> pairs,
        VenuesConfig venues,
        FeedSettings feeds,
        FanoutConfig fanout,
        LimitsConfig limits,
        FilesConfig files,
        StoreSettings store,
        TlsSettings tls,
        LogConfig log,
        boolean debugEcho,
        ReferenceRates references) {
    public GatewayConfig {
        pairs = List.copyOf(pairs);
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
                FanoutConfig.of(values),
                LimitsConfig.of(values),
                FilesConfig.of(values),
                store,
                TlsConfig.of(values),
                LogConfig.of(values),
                values.get(Settings.DEBUG_ECHO),
                references);
    }

    /** The pairs served, {@code BASE-QUOTE}. */
    public List<String> symbols() {
        return Instruments.of(pairs).all().stream().map(Instrument::symbol).toList();
    }

    /** The same with other venues, for simulators that were started after the configuration was read. */
    public GatewayConfig withVenues(VenuesConfig others) {
        return new GatewayConfig(
                server, pairs, others, feeds, fanout, limits, files, store, tls, log, debugEcho, references);
    }

    /** The same for a try: on a free port that only this machine can reach, and keeping nothing. */
    public GatewayConfig forTrial() {
        return new GatewayConfig(
                server.onAnyLocalPort(),
                pairs,
                venues,
                feeds,
                fanout,
                limits,
                files.unrecorded(),
                store.without(),
                TlsSettings.OFF,
                LogConfig.USUAL,
                debugEcho,
                references);
    }
}
