package io.quotegate.app;

import io.quotegate.config.FilesConfig;
import io.quotegate.config.GatewayConfig;
import io.quotegate.feed.FeedClock;
import io.quotegate.gateway.interactive.Interactive;
import io.quotegate.gateway.operation.Services;
import io.quotegate.market.Instruments;
import io.quotegate.market.ReferenceRates;
import io.quotegate.ring.QuoteRing;
import io.quotegate.ring.QuoteSource;
import io.quotegate.service.chat.ChatService;
import io.quotegate.service.conversion.ConversionService;
import io.quotegate.service.files.FileCatalogue;
import io.quotegate.service.game.GameService;
import io.quotegate.service.game.WinnerBook;
import io.quotegate.service.history.HistoryService;
import io.quotegate.service.indicators.IndicatorService;
import io.quotegate.service.quotes.QuoteService;
import io.quotegate.service.recording.Recorder;
import io.quotegate.service.recording.RecordingListener;
import io.quotegate.service.recording.Retention;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the services together. */
final class ServiceAssembly {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceAssembly.class);

    /** Between the end of a round of the game and the next. */
    private static final long GAME_PAUSE_MS = 5_000;
    /** A system property by which tests that play many rounds shorten it. */
    private static final String GAME_PAUSE_PROPERTY = "io.quotegate.gamePauseMs";

    private ServiceAssembly() {}

    /**
     * Of what {@code config} says.
     *
     * @param newest   the newest quotes, readable from any thread
     * @param history  of trades and candles
     * @param winners  of the game
     * @param blocking runs what reads the disk
     */
    static Services assemble(
            GatewayConfig config,
            Instruments instruments,
            QuoteSource newest,
            HistoryService history,
            WinnerBook winners,
            Executor blocking) {
        ReferenceRates references = config.references();
        LOG.info("{} reference rates of {}: {}", references.rates().size(), references.date(), references.source());
        return new Services(
                new QuoteService(instruments, newest, UUID.randomUUID().toString()),
                new ConversionService(instruments, references, FeedClock.system()::epochNs),
                history,
                new IndicatorService(instruments, FeedClock.system()::epochNs),
                interactive(config, winners, blocking));
    }

    private static Interactive interactive(GatewayConfig config, WinnerBook winners, Executor blocking) {
        FeedClock clock = FeedClock.system();
        LongSupplier epochUs = () -> TimeUnit.NANOSECONDS.toMicros(clock.epochNs());
        GameService.Rules rules = new GameService.Rules(
                () -> ThreadLocalRandom.current().nextInt(1, GameService.HIGHEST + 1),
                Duration.ofMillis(Long.getLong(GAME_PAUSE_PROPERTY, GAME_PAUSE_MS)),
                System::nanoTime,
                epochUs);
        return new Interactive(
                new FileCatalogue(Path.of(config.files().directory()), blocking),
                new ChatService(epochUs, System::nanoTime),
                new GameService(rules, winners),
                blocking);
    }

    /**
     * What records the quotes and trades of {@code ring}; null where nothing is to be recorded.
     *
     * @param index hears of recordings
     */
    static @Nullable Recorder recorder(
            FilesConfig files, Instruments instruments, QuoteRing ring, RecordingListener index) {
        if (!files.record()) {
            return null;
        }
        FeedClock clock = FeedClock.system();
        return new Recorder(
                Path.of(files.directory()),
                instruments,
                ring,
                new Retention(files.keepFor(), files.keepBytes()),
                index,
                () -> TimeUnit.NANOSECONDS.toMicros(clock.epochNs()),
                NamedThreads.of("recorder"));
    }
}
