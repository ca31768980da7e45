package io.quotegate.gateway.operation;

import io.quotegate.gateway.interactive.Interactive;
import io.quotegate.service.conversion.ConversionService;
import io.quotegate.service.history.HistoryService;
import io.quotegate.service.indicators.IndicatorService;
import io.quotegate.service.quotes.QuoteService;

/** What operations are answered by. Any thread. */
public record Services(
        QuoteService quotes,
        ConversionService conversions,
        HistoryService history,
        IndicatorService indicators,
        Interactive interactive) {}
