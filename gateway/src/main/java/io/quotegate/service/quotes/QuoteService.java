package io.quotegate.service.quotes;

import io.quotegate.api.Coin;
import io.quotegate.api.CoinPrice;
import io.quotegate.api.ErrorCode;
import io.quotegate.api.Outcome;
import io.quotegate.api.Refusal;
import io.quotegate.api.RejectedPair;
import io.quotegate.api.Resume;
import io.quotegate.api.SubscribeOptions;
import io.quotegate.market.Decimal;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.ring.FeedInstance;
import io.quotegate.ring.QuoteSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The newest quotes and coin prices. Any thread: quotes are read from where the caller says, into what the caller
 * brings.
 */
public final class QuoteService {
    private static final String EVERY_PAIR = "*";

    private final Instruments instruments;
    private final QuoteSource newest;
    private final FeedInstance instance;
    private volatile Map<String, String> earlier = Map.of(); // orders nothing else

    /**
     * @param newest   the newest quotes, readable from any thread
     * @param instance the run of the feed that quotes are numbered by
     */
    public QuoteService(Instruments instruments, QuoteSource newest, FeedInstance instance) {
        this.instruments = instruments;
        this.newest = newest;
        this.instance = instance;
    }

    public Instruments instruments() {
        return instruments;
    }

    /** The newest quotes there are. */
    public QuoteSource newest() {
        return newest;
    }

    /** The run of the feed that quotes are numbered by. */
    public String instance() {
        return instance.instance();
    }

    /** What {@code resume} says of the pairs that there are, by their ids. */
    public Map<Integer, Long> seqs(Resume resume) {
        Map<Integer, Long> seqs = new HashMap<>();
        resume.seq().forEach((symbol, seq) -> {
            Instrument pair = instruments.findAsSpelled(symbol);
            if (pair != null) {
                seqs.put(pair.id(), seq);
            }
        });
        return seqs;
    }

    /** A place to read a quote into; each thread needs its own. */
    public static QuoteFlyweight scratch() {
        return new QuoteFlyweight().wrap(new UnsafeBuffer(new byte[QuoteLayout.LENGTH]), 0);
    }

    /** The pair that is meant by {@code symbol}, in any case and with or without what stands between; or null. */
    public @Nullable Instrument find(String symbol) {
        return instruments.findAsSpelled(symbol);
    }

    /** The newest quote of the pair spelled {@code symbol}, by {@code source}, in {@code into}. */
    public Outcome<QuoteFlyweight> quote(String symbol, QuoteSource source, QuoteFlyweight into) {
        Instrument pair = instruments.findAsSpelled(symbol);
        if (pair == null) {
            return Outcome.refused(refusal(symbol));
        }
        return source.read(pair.id(), into) ? Outcome.of(into) : Outcome.refused(Refusal.noQuoteYet(pair.symbol()));
    }

    /** Whether {@code symbols} spell all pairs, whichever these are. */
    public static boolean areAll(List<String> symbols) {
        return symbols.contains(EVERY_PAIR);
    }

    /** The ids of the pairs spelled {@code symbols}; {@code "*"} spells all that are served. */
    public Outcome<BitSet> ids(List<String> symbols) {
        List<String> unknown = new ArrayList<>(0);
        BitSet ids = known(symbols, unknown::add);
        return all(ids, unknown);
    }

    /** The same, and those of pairs that were served before: somebody may still want them. */
    public Outcome<BitSet> idsEver(List<String> symbols) {
        List<String> unknown = new ArrayList<>(0);
        BitSet ever = new BitSet();
        ever.set(0, instruments.count());
        BitSet ids = ids(symbols, instruments::findEver, ever, unknown::add);
        return all(ids, unknown);
    }

    private Outcome<BitSet> all(BitSet ids, List<String> unknown) {
        return unknown.isEmpty() ? Outcome.of(ids) : Outcome.refused(refusal(unknown.get(0)));
    }

    /** The same of those that there are; others are told to {@code unknown}. */
    public BitSet known(List<String> symbols, Consumer<String> unknown) {
        return ids(symbols, instruments::findAsSpelled, instruments.ids(), unknown);
    }

    private static BitSet ids(
            List<String> symbols,
            Function<String, @Nullable Instrument> finder,
            BitSet every,
            Consumer<String> unknown) {
        BitSet ids = new BitSet();
        for (String symbol : symbols) {
            Instrument pair = finder.apply(symbol);
            if (pair != null) {
                ids.set(pair.id());
            } else if (symbol.equals(EVERY_PAIR)) {
                ids.or(every);
            } else {
                unknown.accept(symbol);
            }
        }
        return ids;
    }

    /**
     * Those of the pairs spelled {@code symbols} that a subscription with {@code options} is served.
     *
     * @param rejected takes those that it is not, where others are to be served all the same
     */
    public Outcome<BitSet> served(List<String> symbols, SubscribeOptions options, List<RejectedPair> rejected) {
        Outcome<BitSet> served = options.partial()
                ? Outcome.of(known(
                        symbols,
                        unknown -> rejected.add(new RejectedPair(Refusal.shown(unknown), ErrorCode.UNKNOWN_PAIR))))
                : ids(symbols);
        return served.flatMap(ids -> {
            Refusal tooLong = options.tooLong(ids.cardinality());
            return tooLong == null ? Outcome.of(ids) : Outcome.refused(tooLong);
        });
    }

    private Refusal refusal(String symbol) {
        return symbol.isEmpty() ? Refusal.NO_PAIR : Refusal.unknownPair(symbol, instruments);
    }

    /** The pairs with these ids. */
    public List<Instrument> pairs(BitSet ids) {
        return ids.stream().mapToObj(instruments::byId).toList();
    }

    /** The last prices of the ten coins, by {@code source}. */
    public List<CoinPrice> coinPrices(QuoteSource source) {
        QuoteFlyweight quote = scratch();
        return Coin.ALL.stream().map(coin -> price(coin, source, quote)).toList();
    }

    /** The last price of the coin that {@code text} names or is the symbol of, in any case; null if there is none. */
    public @Nullable CoinPrice coinPrice(String text, QuoteSource source) {
        Coin coin = Coin.find(text);
        return coin == null ? null : price(coin, source, scratch());
    }

    private CoinPrice price(Coin coin, QuoteSource source, QuoteFlyweight quote) {
        if (coin.equals(Coin.TETHER)) {
            return new CoinPrice(coin.name(), coin.symbol(), "1");
        }
        boolean known = readPrice(coin, source, quote);
        return new CoinPrice(coin.name(), coin.symbol(), known ? last(quote) : earlier.get(coin.symbol()));
    }

    /** Reads the newest quote of {@code coin} against USDT, by {@code source}; false where it tells no last price. */
    public boolean readPrice(Coin coin, QuoteSource source, QuoteFlyweight into) {
        Instrument pair = instruments.find(coin.symbol() + '-' + Coin.TETHER.symbol());
        return pair != null && source.read(pair.id(), into) && !into.isAbsent(QuoteLayout.LAST);
    }

    /** Takes last prices of an earlier run, by the coin's symbol, to be told of coins that have none yet. */
    public void remember(Map<String, String> prices) {
        earlier = Map.copyOf(prices);
    }

    private static String last(QuoteFlyweight quote) {
        return quote.readValue(QuoteLayout.LAST, new Decimal()).toString();
    }
}
