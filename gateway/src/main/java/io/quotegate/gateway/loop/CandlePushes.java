package io.quotegate.gateway.loop;

import io.netty.channel.EventLoop;
import io.quotegate.market.Candle;
import io.quotegate.service.history.HistoryListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Hands what the history thread tells of candles to the event loops where anybody wants them: open minutes, those that
 * are over, and what is told in place of those; not the day that is asked for at start. Confined to the history thread.
 */
public final class CandlePushes implements HistoryListener {
    private static final long RECENT_US = 15 * Candle.MINUTE_US;

    private final Map<EventLoop, LoopContext> loops;
    private final Map<Integer, Long> openUs = new HashMap<>(); // by instrument, of the open minute told last

    private List<Candle> news = new ArrayList<>();

    /** @param loops every event loop that has clients; complete before the history thread is started */
    public CandlePushes(Map<EventLoop, LoopContext> loops) {
        this.loops = loops;
    }

    @Override
    public void onCandle(Candle candle) {
        Long open = openUs.get(candle.pair().id());
        if (candle.repaired() || (open != null && candle.openTimeUs() >= open - RECENT_US)) {
            news.add(candle);
        }
    }

    @Override
    public void onOpenCandle(Candle candle) {
        openUs.put(candle.pair().id(), candle.openTimeUs());
        news.add(candle);
    }

    @Override
    public void onBatchEnd() {
        if (news.isEmpty()) {
            return;
        }
        List<Candle> candles = news;
        news = new ArrayList<>();
        loops.forEach((loop, context) -> {
            if (context.fanout().wantsCandles()) {
                loop.execute(() -> context.fanout().onCandles(candles));
            }
        });
    }
}
