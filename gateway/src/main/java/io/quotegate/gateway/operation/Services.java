package io.quotegate.gateway.operation;

import io.quotegate.gateway.chat.LoopChat;
import io.quotegate.gateway.files.LoopDownloads;
import io.quotegate.gateway.game.LoopGame;
import io.quotegate.gateway.loop.PerLoop;
import io.quotegate.service.books.BookService;
import io.quotegate.service.conversion.ConversionService;
import io.quotegate.service.files.FileCatalogue;
import io.quotegate.service.game.GameService;
import io.quotegate.service.history.HistoryService;
import io.quotegate.service.indicators.IndicatorService;
import io.quotegate.service.quotes.QuoteService;

/**
 * What operations are answered by. Any thread.
 *
 * @param downloads of {@code files}
 * @param players   of {@code game}
 */
public record Services(
        QuoteService quotes,
        BookService books,
        ConversionService conversions,
        HistoryService history,
        IndicatorService indicators,
        FileCatalogue files,
        PerLoop<LoopDownloads> downloads,
        PerLoop<LoopChat> chat,
        GameService game,
        PerLoop<LoopGame> players) {}
