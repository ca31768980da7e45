package io.quotegate.feed.sim.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.feed.sim.TestModels;
import io.quotegate.market.Decimal;
import io.quotegate.market.Instrument;
import io.quotegate.market.TopUpdate;
import io.quotegate.market.TradeUpdate;
import io.quotegate.market.Venue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WalkingBookTest {
    private static final int CHANGES = 50_000;

    private static PairMarket pair(Venue venue, String symbol) {
        MarketRules rules = TestModels.own(venue).rules();
        return new PairMarket(rules.steps(new Instrument(0, symbol)), rules.decimals());
    }

    private static BigDecimal number(Decimal decimal) {
        return Objects.requireNonNull(decimal.toBigDecimal());
    }

    private static String told(TopUpdate top) {
        return top.bid + " x " + top.bidSize + " / " + top.ask + " x " + top.askSize;
    }

    private static List<String> walk(Venue venue, long seed) {
        PairMarket pair = pair(venue, "ETH-USDT");
        SplittableRandom random = new SplittableRandom(seed);
        WalkingBook book = new WalkingBook(pair, TestModels.own(venue).rules().decimals(), 4, random);
        List<String> told = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            book.change(random, i);
            told.add(told(pair.top()));
        }
        return told;
    }

    @ParameterizedTest
    @CsvSource({
        "OKX, BTC-USDT", "OKX, DOGE-USDT", "OKX, USDC-USDT", "OKX, SOMETHING-ELSE",
        "BINANCE, BTC-USDT", "BINANCE, DOGE-USDT", "BINANCE, USDC-USDT", "BINANCE, SOMETHING-ELSE"
    })
    void staysABookAndChangesEachTime(Venue venue, String symbol) {
        PairMarket pair = pair(venue, symbol);
        SplittableRandom random = new SplittableRandom(7);
        WalkingBook book = new WalkingBook(pair, TestModels.own(venue).rules().decimals(), 4, random);
        BigDecimal start = number(pair.top().bid);
        String last = told(pair.top());
        long lastSeq = pair.top().venueSeq;
        for (int i = 0; i < CHANGES; i++) {
            book.change(random, i);
            TopUpdate top = pair.top();
            assertThat(told(top)).isNotEqualTo(last);
            assertThat(top.venueSeq).isGreaterThan(lastSeq);
            assertThat(number(top.bid)).isPositive().isLessThan(number(top.ask));
            assertThat(number(top.bidSize)).isPositive();
            assertThat(number(top.askSize)).isPositive();
            last = told(top);
            lastSeq = top.venueSeq;
        }
        BigDecimal moved = number(pair.top().bid).subtract(start).abs();
        assertThat(moved).isLessThan(start.movePointLeft(1)); // it does not drift away
    }

    @Test
    void walksTheSameWayFromTheSameSeed() {
        assertThat(walk(Venue.OKX, 42)).isEqualTo(walk(Venue.OKX, 42)).isNotEqualTo(walk(Venue.OKX, 43));
    }

    @Test
    void writesNumbersAsTheVenueDoes() {
        assertThat(walk(Venue.BINANCE, 1)).allMatch(told -> told.matches("(\\d+\\.\\d{8}( x | / |$)){4}"));
        assertThat(walk(Venue.OKX, 1))
                .allMatch(told -> told.matches("(\\d+(\\.\\d*[1-9])?( x | / |$)){4}"))
                .anyMatch(told -> told.matches("\\d+\\.\\d .*"));
    }

    @Test
    void tradesAtTheBestPricesAndNumbersTradesByTheirFills() {
        PairMarket pair = pair(Venue.OKX, "BTC-USDT");
        SplittableRandom random = new SplittableRandom(7);
        WalkingBook book = new WalkingBook(pair, DecimalStyle.SHORTEST, 4, random);
        long lastId = -1;
        for (int i = 0; i < 1000; i++) {
            book.change(random, i);
            String before = told(pair.top());
            book.trade(random, i);
            TradeUpdate trade = Objects.requireNonNull(pair.trades().last());

            assertThat(told(pair.top())).isEqualTo(before);
            assertThat(trade.price).hasToString((trade.takerBuys ? pair.top().ask : pair.top().bid).toString());
            assertThat(trade.count).isBetween(1L, 4L);
            assertThat(lastId < 0 || trade.tradeId - trade.count == lastId).isTrue();
            lastId = trade.tradeId;
        }
    }
}
