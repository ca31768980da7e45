package io.quotegate.feed.sim.okx;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.codec.okx.OkxChannel;
import io.quotegate.codec.okx.OkxDayTickerDecoder;
import io.quotegate.codec.okx.OkxDecoder;
import io.quotegate.codec.okx.OkxEncoder;
import io.quotegate.codec.okx.OkxListener;
import io.quotegate.codec.okx.OkxRecording;
import io.quotegate.codec.venue.DayTicker;
import io.quotegate.codec.venue.RecordedMessage;
import io.quotegate.feed.sim.market.MarketRules;
import io.quotegate.feed.sim.market.Markets;
import io.quotegate.feed.sim.market.MarketsUpdater;
import io.quotegate.feed.sim.market.PairMarket;
import io.quotegate.feed.sim.push.PushPayload;
import io.quotegate.feed.sim.replay.RecordedDialect;
import io.quotegate.feed.sim.replay.RecordedQuote;
import io.quotegate.feed.sim.replay.RecordedTrade;
import io.quotegate.market.DepthUpdate;
import io.quotegate.market.Instrument;
import io.quotegate.text.ByteWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How recordings of OKX are read and played. Stateless: any thread. */
final class OkxRecordings implements RecordedDialect {
    private static final int PUSH_BYTES = 256;

    private final MarketRules rules;

    OkxRecordings(MarketRules rules) {
        this.rules = rules;
    }

    @Override
    public MarketRules rules() {
        return rules;
    }

    @Override
    public Recogniser recogniser() {
        return new OkxRecording()::read;
    }

    @Override
    public @Nullable DepthUpdate snapshot(byte[] message) {
        return null; // they are pushed
    }

    /** OKX API, "WS / Order book channel", {@code bbo-tbt}. */
    @Override
    public byte[] quote(RecordedQuote row) {
        return ("{\"arg\":{\"channel\":\"bbo-tbt\",\"instId\":\"" + row.pair() + "\"},\"data\":[{\"asks\":"
                        + side(row.ask(), row.askSize()) + ",\"bids\":" + side(row.bid(), row.bidSize())
                        + ",\"ts\":\"" + row.exchangeTimeMs() + "\",\"seqId\":" + row.seq() + "}]}")
                .getBytes(UTF_8);
    }

    private static String side(String price, String size) {
        return price.isEmpty() ? "[]" : "[[\"" + price + "\",\"" + size + "\",\"0\",\"1\"]]";
    }

    @Override
    public byte[] trade(RecordedTrade row) {
        ByteWriter out = new ByteWriter(PUSH_BYTES);
        OkxEncoder.trade(out, row.pair(), row.update(), row.id());
        return out.toByteArray();
    }

    @Override
    public @Nullable String pairOf(String symbol) {
        return Instrument.isSymbol(symbol) ? symbol : null;
    }

    @Override
    public PushPayload payload(RecordedMessage recorded) {
        return (out, form) -> out.put(recorded.message());
    }

    @Override
    public Consumer<RecordedMessage> follower(Markets markets) {
        OkxDecoder decoder = new OkxDecoder(markets.instruments(), new MarketsUpdater(markets), new NothingToHear());
        OkxDayTickerDecoder dayDecoder = new OkxDayTickerDecoder();
        String tickers = OkxRecording.topic(OkxChannel.TICKERS.wireName(), "");
        return recorded -> {
            byte[] message = recorded.message();
            decoder.decode(message, 0, message.length);
            PairMarket pair = markets.find(recorded.symbol());
            if (pair != null && recorded.topic().startsWith(tickers)) {
                DayTicker day = new DayTicker();
                dayDecoder.decode(message, 0, message.length, day);
                pair.onDay(day);
            }
        };
    }

    /** Pushes are all there is to hear. */
    private static final class NothingToHear implements OkxListener {
        @Override
        public void onSubscribed(OkxChannel channel, int instrumentId) {}

        @Override
        public void onUnsubscribed(OkxChannel channel, int instrumentId) {}

        @Override
        public void onError(String id, String code, String message) {}

        @Override
        public void onNotice(String code, String message) {}

        @Override
        public void onPong() {}
    }
}
