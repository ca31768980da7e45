package io.quotegate.service.indicators;

import io.quotegate.market.Candle;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.Venue;
import io.quotegate.testkit.Captures;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Candles for tests. */
final class Candles {
    static final Instruments PAIRS = Instruments.of(List.of("BTC-USDT", "ETH-USDT"));
    static final Instrument BTC = PAIRS.byId(0);

    private static final long MICROSECONDS_SINCE = 100_000_000_000_000L;

    private Candles() {}

    /** A minute all of whose trades had the same price. */
    static Candle at(long minute, String price, String volume, String takerBuyVolume, long trades) {
        BigDecimal one = new BigDecimal(price);
        BigDecimal size = new BigDecimal(volume);
        return Candle.of(BTC, Venue.OKX, minute * Candle.MINUTE_US)
                .withPrice(one)
                .withVolumes(size, one.multiply(size))
                .withTrades(trades, new BigDecimal(takerBuyVolume));
    }

    /** A minute without trades; the price of before, or none. */
    static Candle quiet(long minute, @Nullable BigDecimal price) {
        return Candle.of(BTC, Venue.OKX, minute * Candle.MINUTE_US).withPrice(price);
    }

    /** Binance's own candles of a day; skips the test if there is no recording. */
    static List<Candle> recorded(String day) {
        return Captures.lines("klines/BTCUSDT-1m-" + day + ".csv").stream()
                .map(Candles::ofKline)
                .toList();
    }

    private static Candle ofKline(String line) {
        String[] fields = line.split(",", -1);
        long time = Long.parseLong(fields[0]); // milliseconds until 2024, then microseconds
        return Candle.of(BTC, Venue.BINANCE, time < MICROSECONDS_SINCE ? time * 1000 : time)
                .withPrices(
                        new BigDecimal(fields[1]),
                        new BigDecimal(fields[2]),
                        new BigDecimal(fields[3]),
                        new BigDecimal(fields[4]))
                .withVolumes(new BigDecimal(fields[5]), new BigDecimal(fields[7]))
                .withTrades(Long.parseLong(fields[8]), new BigDecimal(fields[9]));
    }
}
