package io.quotegate.feed.sim.binance;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.binance.BinanceBookDecoder;
import io.quotegate.codec.binance.BinanceDayTickerDecoder;
import io.quotegate.codec.binance.BinanceDecoder;
import io.quotegate.codec.binance.BinanceEncoder;
import io.quotegate.codec.binance.BinanceListener;
import io.quotegate.codec.binance.BinanceRecording;
import io.quotegate.codec.binance.BinanceStream;
import io.quotegate.codec.venue.DayTicker;
import io.quotegate.codec.venue.RecordedMessage;
import io.quotegate.feed.sim.market.MarketRules;
import io.quotegate.feed.sim.market.Markets;
import io.quotegate.feed.sim.market.MarketsUpdater;
import io.quotegate.feed.sim.market.PairMarket;
import io.quotegate.feed.sim.push.PushForm;
import io.quotegate.feed.sim.push.PushPayload;
import io.quotegate.feed.sim.replay.RecordedDialect;
import io.quotegate.feed.sim.replay.RecordedQuote;
import io.quotegate.feed.sim.replay.RecordedTrade;
import io.quotegate.market.DepthUpdate;
import io.quotegate.market.TradeUpdate;
import io.quotegate.text.ByteWriter;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How recordings of Binance are read and played. Stateless: any thread. */
final class BinanceRecordings implements RecordedDialect {
    private static final int PUSH_BYTES = 256;

    private final MarketRules rules;

    BinanceRecordings(MarketRules rules) {
        this.rules = rules;
    }

    @Override
    public MarketRules rules() {
        return rules;
    }

    @Override
    public Recogniser recogniser() {
        return new BinanceRecording()::read;
    }

    /** Binance Spot API, "Order book": it does not say of which symbol. */
    @Override
    public @Nullable DepthUpdate snapshot(byte[] message) {
        DepthUpdate book = new DepthUpdate();
        try {
            return new BinanceBookDecoder().decode(message, 0, message.length, book) ? book : null;
        } catch (ProtocolException e) {
            return null;
        }
    }

    /** Binance Spot API, "Individual Symbol Book Ticker Streams". */
    @Override
    public byte[] quote(RecordedQuote row) {
        return ("{\"u\":" + row.seq() + ",\"s\":\"" + row.pair().replace("-", "") + "\",\"b\":\"" + digits(row.bid())
                        + "\",\"B\":\"" + digits(row.bidSize()) + "\",\"a\":\"" + digits(row.ask())
                        + "\",\"A\":\"" + digits(row.askSize()) + "\"}")
                .getBytes(UTF_8);
    }

    /** An empty side is told as zero. */
    private static String digits(String value) {
        return value.isEmpty() ? "0.00000000" : value;
    }

    @Override
    public byte[] trade(RecordedTrade row) {
        TradeUpdate trade = row.update();
        ByteWriter out = new ByteWriter(PUSH_BYTES);
        BinanceEncoder.trade(out, row.pair().replace("-", ""), trade, trade.exchangeTimeNs, TimeUnit.MILLISECONDS);
        return out.toByteArray();
    }

    @Override
    public @Nullable String pairOf(String symbol) {
        return BinanceStream.pairOf(symbol);
    }

    @Override
    public PushPayload payload(RecordedMessage recorded) {
        return (out, form) -> write(out, recorded, form);
    }

    /** Names the stream around the event where the connection wants it, and only there. */
    private static void write(ByteWriter out, RecordedMessage recorded, PushForm form) {
        RecordedMessage.Range payload = recorded.payload();
        if (form.combined() && recorded.named()) {
            out.put(recorded.message());
        } else if (form.combined()) {
            BinanceEncoder.beginCombined(out, recorded.topic());
            out.put(recorded.message()).put('}');
        } else {
            out.put(recorded.message(), payload.from(), payload.length());
        }
    }

    @Override
    public Consumer<RecordedMessage> follower(Markets markets) {
        BinanceDecoder decoder =
                new BinanceDecoder(markets.instruments(), new MarketsUpdater(markets), new NothingToHear());
        BinanceDayTickerDecoder dayDecoder = new BinanceDayTickerDecoder();
        return recorded -> {
            byte[] message = recorded.message();
            decoder.decode(message, 0, message.length);
            PairMarket pair = markets.find(recorded.symbol());
            if (pair != null && isTicker(recorded.topic())) {
                DayTicker day = new DayTicker();
                dayDecoder.decode(
                        message, recorded.payload().from(), recorded.payload().to(), day);
                pair.onDay(day);
            }
        };
    }

    private static boolean isTicker(String topic) {
        String kind = topic.substring(topic.indexOf('@') + 1);
        BinanceStream stream = BinanceStream.ofWireName(kind);
        return stream == BinanceStream.TICKER || stream == BinanceStream.MINI_TICKER;
    }

    /** Events are all there is to hear. */
    private static final class NothingToHear implements BinanceListener {
        @Override
        public void onResult(long id) {}

        @Override
        public void onError(long id, long code, String message) {}

        @Override
        public void onServerShutdown() {}
    }
}
