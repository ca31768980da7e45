package io.quotegate.service.indicators;

import io.quotegate.market.Candle;
import io.quotegate.market.Instrument;
import io.quotegate.service.history.HistoryListener;
import java.util.List;
import java.util.concurrent.Executor;

/** Hands minutes from the history thread to the one that fills the indicators. */
public final class IndicatorFeed implements HistoryListener {
    private final IndicatorService indicators;
    private final Executor filling;

    /** @param filling runs things, one after another, on the thread that minutes are taken on */
    public IndicatorFeed(IndicatorService indicators, Executor filling) {
        this.indicators = indicators;
        this.filling = filling;
    }

    @Override
    public void onCandle(Candle candle) {
        filling.execute(() -> indicators.onCandle(candle));
    }

    @Override
    public void onRestored(List<Candle> candles) {
        filling.execute(() -> indicators.fill(candles));
    }

    @Override
    public void onForgotten(Instrument pair) {
        filling.execute(() -> indicators.forget(pair));
    }
}
