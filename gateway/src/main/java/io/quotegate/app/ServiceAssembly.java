package io.quotegate.app;

import io.quotegate.concurrent.NamedThreads;
import io.quotegate.config.FilesConfig;
import io.quotegate.config.GatewayConfig;
import io.quotegate.fault.FaultGuard;
import io.quotegate.feed.FeedClock;
import io.quotegate.gateway.chat.LoopChat;
import io.quotegate.gateway.files.LoopDownloads;
import io.quotegate.gateway.game.LoopGame;
import io.quotegate.gateway.operation.Services;
import io.quotegate.market.ReferenceRates;
import io.quotegate.persistence.Origins;
import io.quotegate.service.books.BookService;
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
import io.quotegate.service.recording.RecordingRetention;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the services together. */
final class ServiceAssembly {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceAssembly.class);

    private ServiceAssembly() {}

    /**
     * Of what {@code config} says.
     *
     * @param history  of trades and candles
     * @param blocking runs what reads the disk
     */
    static Services assemble(
            GatewayConfig config, Market market, HistoryService history, GameService game, Executor blocking) {
        ReferenceRates references = config.references();
        LOG.info("{} reference rates of {}: {}", references.rates().size(), references.date(), references.source());
        FileCatalogue files = new FileCatalogue(Path.of(config.files().directory()), blocking);
        return new Services(
                new QuoteService(market.instruments(), market.topOfBook(), market.ring()),
                new BookService(market.instruments(), market.books().table()),
                new ConversionService(market.instruments(), references, FeedClock.system()::epochNs),
                history,
                new IndicatorService(market.instruments(), FeedClock.system()::epochNs),
                files,
                LoopDownloads.of(files, blocking),
                LoopChat.of(new ChatService(epochUs(), System::nanoTime)),
                game,
                LoopGame.of(game));
    }

    /** The game, whose rounds are {@code pause} apart. */
    static GameService game(Duration pause, WinnerBook winners) {
        IntSupplier draw = () -> ThreadLocalRandom.current().nextInt(1, GameService.HIGHEST + 1);
        return new GameService(new GameService.Rules(draw, pause, System::nanoTime, epochUs()), winners);
    }

    /** Microseconds since the epoch. */
    static LongSupplier epochUs() {
        FeedClock clock = FeedClock.system();
        return () -> TimeUnit.NANOSECONDS.toMicros(clock.epochNs());
    }

    /**
     * What records the quotes and trades that are served; null where nothing is to be recorded.
     *
     * @param origins of the venues
     * @param index   hears of recordings
     */
    static @Nullable Recorder recorder(
            FilesConfig files, Market market, Origins origins, RecordingListener index, FaultGuard guard) {
        if (!files.record()) {
            return null;
        }
        return new Recorder(
                Path.of(files.directory()),
                market.instruments(),
                origins.isSimulated(),
                market.ring(),
                new RecordingRetention(files.keepFor(), files.keepBytes()),
                index,
                epochUs(),
                NamedThreads.of("recorder"),
                guard);
    }
}
