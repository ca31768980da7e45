package io.quotegate.feed.sim.market;

import io.quotegate.codec.venue.DayTicker;
import io.quotegate.codec.venue.TradingRules;
import io.quotegate.market.Decimal;
import io.quotegate.market.Instrument;
import io.quotegate.market.TickerUpdate;
import io.quotegate.market.TopUpdate;
import io.quotegate.market.TradeUpdate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a venue knows of one pair: its best bid and ask, its last trades, its day. The day begins with the simulator and
 * is not forgotten after 24 hours. Confined to the venue's loop.
 */
public final class PairMarket {
    /** Most trades kept; Binance answers at most so many. */
    public static final int MAX_TRADES = 1000;

    private static final long DAY_NS = Duration.ofHours(24).toNanos();
    private static final int PLACES = 8; // of volumes and means
    private static final int PERCENT_PLACES = 3;

    private final TradingRules rules;
    private final DecimalStyle digits;
    private final DayTicker day = new DayTicker();
    private final TradeRing trades = new TradeRing(MAX_TRADES);
    private final MinuteBars bars = new MinuteBars();

    private @Nullable Supplier<DepthMarket> depth;
    private @Nullable RecordedBook recorded;
    private long lastTradeSeq;
    private long revision;
    private BigDecimal volume = BigDecimal.ZERO;
    private BigDecimal quoteVolume = BigDecimal.ZERO;
    private boolean bookRecorded; // by a channel of its own
    private boolean dayRecorded; // so that nothing is counted here

    PairMarket(TradingRules rules, DecimalStyle digits) {
        this.rules = rules;
        this.digits = digits;
        day.top.instrumentId = rules.instrument().id();
        day.top.venueSeq = -1;
    }

    public TradingRules rules() {
        return rules;
    }

    public Instrument instrument() {
        return rules.instrument();
    }

    public TradeRing trades() {
        return trades;
    }

    public MinuteBars bars() {
        return bars;
    }

    /** Of the newest trade; 0 before the first. */
    public long lastTradeId() {
        return day.lastTradeId;
    }

    /** Rises with every change of book, trades or day. */
    public long revision() {
        return revision;
    }

    /** The book's number when the last trade was made. */
    public long lastTradeSeq() {
        return lastTradeSeq;
    }

    /** The book; it may be changed in place, {@link #bookChanged} follows. */
    public TopUpdate top() {
        return day.top;
    }

    /** The levels of the book; null where it does not walk, but is told by a recording. */
    public @Nullable DepthMarket depth() {
        return depth == null ? null : depth.get();
    }

    void depthIs(Supplier<DepthMarket> source) {
        depth = source;
    }

    /** What a recording tells of the book; null where none is played. */
    public @Nullable RecordedBook recorded() {
        return recorded;
    }

    public void recordedIs(RecordedBook book) {
        recorded = book;
    }

    void bookChanged() {
        revision++;
    }

    /** The day as it stood before the first trade here. */
    void openDay(BigDecimal open, BigDecimal startVolume, BigDecimal startQuoteVolume) {
        digits.set(day.open, open, rules.priceScale());
        day.high.set(day.open);
        day.low.set(day.open);
        day.last.set(day.open);
        volume = startVolume;
        quoteVolume = startQuoteVolume;
    }

    /** Takes over what {@link TradeRing#next} was filled with. */
    void traded() {
        TradeUpdate trade = trades.next();
        trade.instrumentId = instrument().id();
        trades.add();
        bars.add(trade);
        lastTradeSeq = day.top.venueSeq;
        revision++;
        day.last.set(trade.price);
        day.lastSize.set(trade.size);
        day.lastTradeId = trade.tradeId;
        if (!dayRecorded) {
            day.trades += Math.max(1, trade.count);
            day.firstTradeId = day.firstTradeId == 0 ? trade.tradeId : day.firstTradeId;
            addToDay(trade.price, trade.size);
        }
    }

    private void addToDay(Decimal price, Decimal size) {
        BigDecimal priceValue = orZero(price);
        BigDecimal sizeValue = orZero(size);
        if (day.open.isAbsent()) {
            day.open.set(price);
        }
        if (day.high.isAbsent() || priceValue.compareTo(orZero(day.high)) > 0) {
            day.high.set(price);
        }
        if (day.low.isAbsent() || priceValue.compareTo(orZero(day.low)) < 0) {
            day.low.set(price);
        }
        volume = volume.add(sizeValue);
        quoteVolume = quoteVolume.add(priceValue.multiply(sizeValue));
    }

    /** Takes over a recorded top of book. */
    void onTop(TopUpdate top) {
        bookRecorded = true;
        setTop(top);
    }

    private void setTop(TopUpdate top) {
        day.top.bid.set(top.bid);
        day.top.bidSize.set(top.bidSize);
        day.top.ask.set(top.ask);
        day.top.askSize.set(top.askSize);
        day.top.exchangeTimeNs = top.exchangeTimeNs;
        day.top.venueSeq = top.venueSeq;
        bookChanged();
    }

    /** Takes over a recorded trade. */
    void onTrade(TradeUpdate recorded) {
        TradeUpdate trade = trades.next();
        trade.tradeId = recorded.tradeId;
        trade.count = recorded.count;
        trade.price.set(recorded.price);
        trade.size.set(recorded.size);
        trade.takerBuys = recorded.takerBuys;
        trade.exchangeTimeNs = recorded.exchangeTimeNs;
        traded();
    }

    /** Takes over the last price of a recorded ticker. */
    void onLast(TickerUpdate ticker) {
        day.last.set(ticker.last);
        day.lastSize.set(ticker.lastSize);
        revision++;
    }

    /** Takes over what a recorded ticker tells of the day, and of the book where no channel of its own tells it. */
    public void onDay(DayTicker recorded) {
        dayRecorded = true;
        day.open.set(recorded.open);
        day.high.set(recorded.high);
        day.low.set(recorded.low);
        day.volume.set(recorded.volume);
        day.quoteVolume.set(recorded.quoteVolume);
        day.change.set(recorded.change);
        day.changePercent.set(recorded.changePercent);
        day.average.set(recorded.average);
        day.trades = recorded.trades;
        day.firstTradeId = recorded.firstTradeId;
        if (!bookRecorded) {
            setTop(recorded.top);
        }
    }

    /** The rolling day as it stands at {@code timeNs}. */
    public DayTicker day(long timeNs) {
        day.timeNs = timeNs;
        day.openTimeNs = timeNs - DAY_NS;
        if (!dayRecorded) {
            digits.set(day.volume, volume, PLACES);
            digits.set(day.quoteVolume, quoteVolume, PLACES);
        }
        if (!dayRecorded || day.change.isAbsent()) {
            derive();
        }
        return day;
    }

    private void derive() {
        BigDecimal open = orZero(day.open);
        BigDecimal change = orZero(day.last).subtract(open);
        digits.set(day.change, change, PLACES);
        if (open.signum() > 0) {
            BigDecimal percent = change.movePointRight(2).divide(open, PERCENT_PLACES, RoundingMode.HALF_UP);
            day.changePercent.setUnscaled(percent.unscaledValue().longValue(), PERCENT_PLACES);
        }
        BigDecimal traded = orZero(day.volume);
        if (traded.signum() > 0) {
            BigDecimal average = orZero(day.quoteVolume).divide(traded, PLACES, RoundingMode.HALF_UP);
            digits.set(day.average, average, PLACES);
        }
    }

    private static BigDecimal orZero(Decimal value) {
        BigDecimal number = value.toBigDecimal();
        return number == null ? BigDecimal.ZERO : number;
    }
}
