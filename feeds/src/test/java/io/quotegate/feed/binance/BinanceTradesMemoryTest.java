package io.quotegate.feed.binance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.codec.binance.BinanceEncoder;
import io.quotegate.codec.binance.BinanceRestEncoder;
import io.quotegate.market.TradeUpdate;
import io.quotegate.text.ByteWriter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BinanceTradesMemoryTest {
    private static final int PRICE = 0;

    private long nowNs;
    private final MemoryAllowance allowance = new MemoryAllowance(1);
    private final BinanceTradesMemory memory = new BinanceTradesMemory(() -> nowNs, allowance);

    private static TradeUpdate trade(int id, String price) {
        TradeUpdate trade = new TradeUpdate();
        trade.tradeId = id;
        trade.price.parse(price);
        trade.size.parse("0.12500000");
        trade.exchangeTimeNs = (1_723_161_255_000L + id) * 1_000_000;
        trade.takerBuys = id % 2 == 0;
        return trade;
    }

    private void push(int id) {
        push(id, "3290.28000000");
    }

    private void push(int id, String price) {
        ByteWriter event = new ByteWriter(256);
        BinanceEncoder.trade(event, "ETHUSDT", trade(id, price), 1_723_161_255_999_000_000L, TimeUnit.MILLISECONDS);
        memory.onEvent(event.array(), 0, event.length());
    }

    /** What the venue's REST says of these. */
    private static String rows(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(id -> {
                    ByteWriter row = new ByteWriter(256);
                    BinanceRestEncoder.trade(row, trade(id, "3290.28000000"), TimeUnit.MILLISECONDS);
                    return row.toString();
                })
                .collect(Collectors.joining(","));
    }

    private void learn(String rows) {
        memory.learn(('[' + rows + ']').getBytes(UTF_8), 1000);
    }

    private String told(int count) {
        return new String(memory.told(count), UTF_8);
    }

    @Test
    void tellsTheLastPriceOfThisConnection() {
        assertThat(told(PRICE)).isEmpty();
        assertThat(memory.asks(PRICE)).isFalse();
        push(1);
        push(2, "3290.29000000");
        assertThat(told(PRICE)).isEqualTo("{\"symbol\":\"ETHUSDT\",\"price\":\"3290.29000000\"}");
        memory.clear();
        assertThat(told(PRICE)).isEmpty();
        assertThat(memory.first()).isEmpty();
    }

    @Test
    void joinsWhatTheVenueAnsweredAndWhatCameSince() {
        push(100);
        assertThat(told(3)).isEmpty();
        assertThat(memory.asks(3)).isTrue();
        assertThat(memory.asks(3)).as("asked already").isFalse();
        push(101);
        push(102);
        learn(rows(2, 101)); // answered between the two
        assertThat(told(3)).isEqualTo(rows(100, 102));
        push(103);
        assertThat(told(3)).isEqualTo(rows(101, 103));
        assertThat(told(1)).isEqualTo(rows(103, 103));
        assertThat(told(1000)).as("all there are").isEqualTo(rows(2, 103));
    }

    @Test
    void doesNotTellTwiceWhatTheVenueAnsweredBeforeItCame() {
        memory.asks(2);
        learn(rows(1, 5));
        push(4);
        push(5);
        push(6);
        assertThat(told(3)).isEqualTo(rows(4, 6));
    }

    @Test
    void tellsNoMoreThanAThousand() {
        memory.asks(2);
        learn(rows(1, 1000));
        assertThat(told(1000)).isEqualTo(rows(1, 1000));
        push(1001);
        assertThat(told(1000)).isEqualTo(rows(2, 1001));
    }

    @Test
    void asksAgainWhereOneIsMissing() {
        memory.asks(2);
        learn(rows(1, 5));
        push(7);
        assertThat(told(2)).isEmpty();
        nowNs += Duration.ofSeconds(1).toNanos();
        assertThat(memory.asks(2)).isTrue();
        push(8);
        learn(rows(1, 6)); // older than what is known to come next, which fits
        assertThat(told(3)).isEqualTo(rows(6, 8));
    }

    @Test
    void asksAgainWhereTheAnswerDoesNotReachWhatCame() {
        memory.asks(2);
        push(9);
        learn(rows(1, 5));
        assertThat(told(2)).isEmpty();
        assertThat(memory.asks(2)).as("at once").isFalse();
        nowNs += Duration.ofSeconds(1).toNanos();
        assertThat(memory.asks(2)).isTrue();
        memory.learn(new byte[0], 1000);
        assertThat(told(2)).isEmpty();
    }

    @Test
    void leavesToTheVenueWhatItMayRound() {
        memory.asks(2);
        learn(rows(1, 5));
        push(6, "0.00000001"); // times 0.125
        assertThat(told(2)).isEmpty();
        nowNs += Duration.ofMinutes(1).toNanos();
        assertThat(memory.asks(2)).isFalse();
        assertThat(allowance.tryTake()).isTrue();
    }

    @Test
    void forgetsThemWhenNobodyAsksForFiveMinutes() {
        memory.asks(2);
        learn(rows(1, 5));
        assertThat(allowance.tryTake()).isFalse();
        nowNs += Duration.ofMinutes(5).toNanos();
        push(6);
        assertThat(allowance.tryTake()).isTrue();
        assertThat(told(1)).isEmpty();
        assertThat(memory.asks(1)).as("no room").isFalse();
        allowance.giveBack();
        assertThat(memory.asks(1)).isTrue();
    }
}
