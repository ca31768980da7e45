package io.quotegate.codec;

import io.quotegate.api.ClientRequest;
import io.quotegate.api.CoinPrice;
import io.quotegate.api.ConversionResult;
import io.quotegate.api.Farewell;
import io.quotegate.api.Indicators;
import io.quotegate.api.PushChannel;
import io.quotegate.api.Refusal;
import io.quotegate.api.RejectedPair;
import io.quotegate.api.Resume;
import io.quotegate.api.Right;
import io.quotegate.market.Candle;
import io.quotegate.market.CandleInterval;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.book.BookPush;
import io.quotegate.ring.QuoteSource;
import io.quotegate.text.ByteWriter;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the gateway says in one format, without framing: appends one whole message to {@code out} per call.
 * Stateless apart from scratch space: one per event loop.
 */
public interface MessageEncoder extends PushEncoder {
    /** A pushed one-minute candle; {@code drops} counts the candles of its pair skipped before it, 0 for none. */
    void candlePush(ByteWriter out, Candle candle, long drops);

    /** A sign of life; {@code timeUs} is microseconds since the epoch. */
    void heartbeat(ByteWriter out, long timeUs);

    /** Answers {@link ClientRequest.Quote}. */
    void quote(ByteWriter out, @Nullable String id, QuoteFlyweight quote);

    /** Answers {@link ClientRequest.Quotes} with each of {@code instruments} that has a quote. */
    void quotes(ByteWriter out, @Nullable String id, Instruments instruments, QuoteSource source);

    /** Answers {@link ClientRequest.Book}. */
    void book(ByteWriter out, @Nullable String id, BookPush book);

    /**
     * Answers {@code request}; {@code pairs} is empty for channels without pairs, {@code rejected} where all are had.
     *
     * @param instance the run of the feed that what follows is numbered by
     * @param resumed  what becomes of it if it was to go on where the client was
     */
    void subscribed(
            ByteWriter out,
            String instance,
            ClientRequest.Subscribe request,
            List<Instrument> pairs,
            List<RejectedPair> rejected,
            Resume.Outcome resumed);

    /** Answers {@link ClientRequest.Unsubscribe}. */
    void unsubscribed(ByteWriter out, @Nullable String id, PushChannel channel, List<Instrument> pairs);

    /** Answers {@link ClientRequest.Auth} with who it is and may do what. */
    void authenticated(ByteWriter out, @Nullable String id, String name, Set<Right> rights);

    /** Answers {@link ClientRequest.Ping}. */
    void pong(ByteWriter out, @Nullable String id);

    /** Says that the connection ends, and why. */
    void bye(ByteWriter out, @Nullable String id, String reason);

    /** The same with all that there is to be said at the end, unasked. */
    void farewell(ByteWriter out, Farewell farewell);

    /** Answers {@link ClientRequest.Market} for all coins. */
    void market(ByteWriter out, @Nullable String id, List<CoinPrice> prices);

    /** Answers {@link ClientRequest.Market} for one coin. */
    void marketCoin(ByteWriter out, @Nullable String id, CoinPrice price);

    /** Says why {@link ClientRequest.Market} is not answered. */
    void marketError(ByteWriter out, @Nullable String id, Refusal refusal);

    /** Answers {@link ClientRequest.MarketBye}. */
    void marketBye(ByteWriter out, @Nullable String id, String reason);

    /** Answers {@link ClientRequest.Convert}. */
    void conversion(ByteWriter out, @Nullable String id, ConversionResult conversion);

    /** Answers {@link ClientRequest.Candles} with candles of one pair, the oldest first. */
    void candles(ByteWriter out, @Nullable String id, CandleInterval interval, List<Candle> candles);

    /** Answers {@link ClientRequest.Indicators}. */
    void indicators(ByteWriter out, @Nullable String id, Indicators indicators);

    /** Writes what is said of files in the same format. */
    FileEncoder files();

    /** Writes what is said of chat in the same format. */
    ChatEncoder chat();

    /** Writes what is said of the game in the same format. */
    GameEncoder game();

    /** Says why a request is not answered. */
    void error(ByteWriter out, @Nullable String id, Refusal refusal);
}
