package io.quotegate.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.quotegate.codec.binance.BinanceRestDecoder;
import io.quotegate.codec.okx.OkxRestDecoder;
import io.quotegate.market.Candle;
import io.quotegate.market.Decimal;
import io.quotegate.market.Instrument;
import io.quotegate.market.Trade;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What venues answer over REST: nothing comes out but an {@link IOException}, and no number that cannot be written. */
class VenueRestFuzz {
    private static final Instrument PAIR = new Instrument(0, "BTC-USDT");
    private static final int LONGEST = 100;

    /** Reads one kind of answer. */
    @FunctionalInterface
    private interface Reader<T> {
        List<T> read(byte[] json, Instrument pair) throws IOException;
    }

    @FuzzTest(maxDuration = "1m")
    void candles(byte[] json) {
        read(json, OkxRestDecoder::candles).forEach(VenueRestFuzz::check);
        read(json, BinanceRestDecoder::klines).forEach(VenueRestFuzz::check);
    }

    @FuzzTest(maxDuration = "1m")
    void trades(byte[] json) {
        read(json, OkxRestDecoder::trades).forEach(VenueRestFuzz::check);
        read(json, BinanceRestDecoder::trades).forEach(VenueRestFuzz::check);
    }

    private static <T> List<T> read(byte[] json, Reader<T> reader) {
        try {
            return reader.read(json, PAIR);
        } catch (IOException expected) {
            assertThat(String.valueOf(expected.getMessage()).length())
                    .as("what is said of it")
                    .isLessThan(1_000);
            return List.of();
        }
    }

    private static void check(Candle candle) {
        assertThat(candle.openTimeUs()).isNotNegative();
        assertThat(candle.trades()).isGreaterThanOrEqualTo(Candle.UNKNOWN);
        for (BigDecimal price : Stream.of(candle.open(), candle.high(), candle.low(), candle.close())
                .filter(Objects::nonNull)
                .toList()) {
            assertThat(price.signum()).isPositive();
            check(price);
        }
        check(candle.volume());
        check(candle.quoteVolume());
        if (candle.takerBuyVolume() != null) {
            check(candle.takerBuyVolume());
        }
    }

    private static void check(BigDecimal value) {
        assertThat(value.signum()).isNotNegative();
        assertThat(Math.abs((long) value.scale()) + value.precision()).isLessThan(LONGEST);
    }

    private static void check(Trade trade) {
        assertThat(trade.exchangeTimeUs()).isPositive();
        assertThat(trade.tradeId()).isGreaterThanOrEqualTo(-1);
        String price =
                new Decimal().set(trade.priceMantissa(), trade.priceFormat()).toString();
        assertThat(trade.priceMantissa()).isPositive();
        assertThat(new Decimal().parse(price)).isEqualTo(Decimal.Parsed.OK);
        assertThat(price.getBytes(UTF_8).length).isLessThan(LONGEST);
    }
}
