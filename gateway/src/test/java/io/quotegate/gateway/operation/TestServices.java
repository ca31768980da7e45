package io.quotegate.gateway.operation;

import io.quotegate.gateway.chat.LoopChat;
import io.quotegate.gateway.files.LoopDownloads;
import io.quotegate.gateway.game.LoopGame;
import io.quotegate.gateway.loop.TestLoop;
import io.quotegate.market.ReferenceRate;
import io.quotegate.market.ReferenceRates;
import io.quotegate.service.books.BookService;
import io.quotegate.service.chat.ChatService;
import io.quotegate.service.conversion.ConversionService;
import io.quotegate.service.files.FileCatalogue;
import io.quotegate.service.game.GameService;
import io.quotegate.service.game.RecentWinners;
import io.quotegate.service.history.CandleBook;
import io.quotegate.service.history.HistoryService;
import io.quotegate.service.history.TradeTape;
import io.quotegate.service.indicators.IndicatorService;
import io.quotegate.service.quotes.QuoteService;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Executor;

/** All services, as a test has them: no time passes, and the number to guess is 500. */
public final class TestServices {
    private static final ReferenceRates REFERENCES = new ReferenceRates(
            LocalDate.EPOCH, "a test", List.of(new ReferenceRate("EUR", "USD", new BigDecimal("1.25"))));

    private TestServices() {}

    /**
     * Of the market of {@code loop}.
     *
     * @param directory of the files that are offered
     * @param blocking  runs what reads the disk
     */
    public static Services of(TestLoop loop, Path directory, Executor blocking) {
        FileCatalogue files = new FileCatalogue(directory, blocking);
        GameService game = new GameService(
                new GameService.Rules(() -> 500, Duration.ofSeconds(5), () -> 0, () -> 7), new RecentWinners());
        return new Services(
                new QuoteService(loop.instruments, loop.topOfBook, loop.ring),
                new BookService(loop.instruments, loop.books.table),
                new ConversionService(loop.instruments, REFERENCES, () -> 0),
                new HistoryService(loop.instruments, new CandleBook(loop.instruments), new TradeTape(loop.instruments)),
                new IndicatorService(loop.instruments, () -> 0),
                files,
                LoopDownloads.of(files, blocking),
                LoopChat.of(new ChatService(() -> 7, () -> 0)),
                game,
                LoopGame.of(game));
    }
}
