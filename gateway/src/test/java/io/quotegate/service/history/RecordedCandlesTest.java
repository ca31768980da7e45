package io.quotegate.service.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.codec.binance.BinanceDecoder;
import io.quotegate.codec.binance.BinanceListener;
import io.quotegate.market.Candle;
import io.quotegate.market.CandleInterval;
import io.quotegate.market.MarketListener;
import io.quotegate.market.TickerUpdate;
import io.quotegate.market.TopUpdate;
import io.quotegate.market.TradeUpdate;
import io.quotegate.market.Venue;
import io.quotegate.testkit.Captures;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Candles made of recorded trades, against the venue's own. */
class RecordedCandlesTest {
    private static final String TRADES = "binance/spot_btcusdt_20240808.gz";
    private static final String KLINES = "klines/BTCUSDT-1m-2024-08-08.csv";

    @Test
    void equalTheVenuesOwnOnEveryFieldForEveryCompleteMinute() {
        List<String> recorded = Captures.lines(TRADES);
        Map<Long, String[]> klines = klines();
        HandTurnedHistory history = new HandTurnedHistory();
        Trades trades = new Trades(history);
        BinanceDecoder decoder = new BinanceDecoder(history.instruments, trades, new Nothing());
        for (String line : recorded) {
            byte[] message = line.substring(line.indexOf(' ') + 1).getBytes(UTF_8);
            if (line.contains("@trade")) {
                decoder.decode(message, 0, message.length);
            }
        }
        assertThat(trades.count).isEqualTo(9_757);
        List<Candle> complete = history.book.candles(history.bitcoin, CandleInterval.MINUTE, 60).stream()
                .filter(Candle::complete)
                .toList();
        assertThat(complete)
                .as("23:55 to 23:58, and 23:59, which trades of midnight end")
                .hasSizeBetween(4, 5);
        for (Candle candle : complete) {
            assertThat(fields(candle)).as("at %d", candle.openTimeUs()).containsExactly(fields(klines, candle));
        }
    }

    private static BigDecimal[] fields(Candle candle) {
        return normal(
                candle.open(),
                candle.high(),
                candle.low(),
                candle.close(),
                candle.volume(),
                candle.quoteVolume(),
                BigDecimal.valueOf(candle.trades()),
                candle.takerBuyVolume());
    }

    private static BigDecimal[] fields(Map<Long, String[]> klines, Candle candle) {
        String[] row = klines.get(candle.openTimeUs() / 1000);
        List<BigDecimal> values = new ArrayList<>();
        for (int column : new int[] {1, 2, 3, 4, 5, 7, 8, 9}) {
            values.add(new BigDecimal(row[column]));
        }
        return normal(values.toArray(BigDecimal[]::new));
    }

    private static BigDecimal[] normal(BigDecimal... values) {
        BigDecimal[] stripped = new BigDecimal[values.length];
        for (int i = 0; i < values.length; i++) {
            stripped[i] = values[i].stripTrailingZeros();
        }
        return stripped;
    }

    private static Map<Long, String[]> klines() {
        return Captures.lines(KLINES).stream()
                .map(line -> line.split(",", -1))
                .collect(Collectors.toMap(row -> Long.parseLong(row[0]), row -> row));
    }

    private static final class Trades implements MarketListener {
        private final HandTurnedHistory history;
        private int count;

        Trades(HandTurnedHistory history) {
            this.history = history;
        }

        @Override
        public void onTrade(TradeUpdate trade) {
            count++;
            history.trade(Venue.BINANCE, trade, true);
        }

        @Override
        public void onTop(TopUpdate top) {}

        @Override
        public void onTicker(TickerUpdate ticker) {}

        @Override
        public void onUnrepresentable() {
            throw new AssertionError("a value of too many digits");
        }

        @Override
        public void onUnusable() {
            throw new AssertionError("a value that cannot be used");
        }
    }

    private static final class Nothing implements BinanceListener {
        @Override
        public void onResult(long id) {}

        @Override
        public void onError(long id, long code, String message) {}

        @Override
        public void onServerShutdown() {}
    }
}
