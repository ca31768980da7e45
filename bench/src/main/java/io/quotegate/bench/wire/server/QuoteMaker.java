package io.quotegate.bench.wire.server;

import io.quotegate.codec.json.JsonMessageEncoder;
import io.quotegate.market.Decimal;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.Venue;
import io.quotegate.text.ByteWriter;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Makes the quotes that a peer publishes: the gateway's own encoder, digits as the simulated OKX writes them, stamped
 * with the wall clock. So all servers send the same bytes for a quote. Confined to its owner's thread.
 */
final class QuoteMaker implements PushMaker {
    private static final Digits OTHER = new Digits(10_000, 2, 5_000_000, 6);
    private static final Map<String, Digits> BY_BASE = Map.of(
            "BTC", new Digits(637_072, 1, 10_000_000, 8),
            "ETH", new Digits(329_028, 2, 2_000_000, 6),
            "XRP", new Digits(5_831, 4, 2_000_000_000L, 6),
            "DOGE", new Digits(12_345, 5, 10_000_000_000L, 6),
            "ADA", new Digits(4_512, 4, 3_000_000_000L, 6),
            "BNB", new Digits(5_814, 1, 3_000_000, 6),
            "SOL", new Digits(14_872, 2, 20_000_000, 6),
            "POL", new Digits(4_219, 4, 3_000_000_000L, 6),
            "USDC", new Digits(9_998, 4, 50_000_000_000L, 6));

    private final EpochNanoClock clock = new SystemEpochNanoClock();
    private final List<Instrument> pairs;
    private final JsonMessageEncoder encoder;
    private final long[] seqs;
    private final SplittableRandom random = new SplittableRandom(1);
    private final Decimal value = new Decimal();
    private final QuoteFlyweight quote = new QuoteFlyweight().wrap(new UnsafeBuffer(new byte[QuoteLayout.LENGTH]), 0);

    /** A price and a usual size, in their smallest steps, with the decimal places of each. */
    private record Digits(long price, int priceScale, long size, int sizeScale) {}

    QuoteMaker(List<String> symbols) {
        Instruments instruments = Instruments.of(symbols);
        pairs = instruments.all();
        encoder = new JsonMessageEncoder(instruments);
        seqs = new long[pairs.size()];
    }

    /** Of a pair drawn at random. */
    @Override
    public void next(ByteWriter out) {
        Instrument pair = pairs.get(random.nextInt(pairs.size()));
        Digits digits = BY_BASE.getOrDefault(pair.base(), OTHER);
        long nowNs = clock.nanoTime();
        long bid = digits.price + random.nextLong(digits.price / 100 + 1);
        quote.instrumentId(pair.id()).venue(Venue.OKX).flags(false, true).seq(++seqs[pair.id()]);
        quote.exchangeTimeNs(nowNs).receiveTimeNs(nowNs);
        price(QuoteLayout.BID, bid, digits);
        price(QuoteLayout.ASK, bid + 1, digits);
        price(QuoteLayout.LAST, bid, digits);
        size(QuoteLayout.BID_SIZE, digits);
        size(QuoteLayout.ASK_SIZE, digits);
        size(QuoteLayout.LAST_SIZE, digits);
        encoder.quotePush(out, quote, 0);
    }

    private void price(int index, long steps, Digits digits) {
        quote.value(index, shortest(steps, digits.priceScale));
    }

    private void size(int index, Digits digits) {
        long steps = 1 + random.nextLong(Math.max(1, digits.size >> random.nextInt(6)));
        quote.value(index, shortest(steps, digits.sizeScale));
    }

    /** No zeros at the end of a fraction. */
    private Decimal shortest(long steps, int scale) {
        long digits = steps;
        int places = scale;
        while (places > 0 && digits % 10 == 0) {
            digits /= 10;
            places--;
        }
        return value.setUnscaled(digits, places);
    }
}
