package io.quotegate.service.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.Trade;
import io.quotegate.market.Venue;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TradeTapeTest {
    private final Instruments instruments = Instruments.of(List.of("BTC-USDT", "ETH-USDT"));
    private final Instrument bitcoin = instruments.byId(0);
    private final TradeTape tape = new TradeTape(instruments);

    private void add(long first, long last) {
        for (long id = first; id <= last; id++) {
            tape.add(new Trade(bitcoin, Venue.OKX, id, 1, 0, 1, 0, true, id));
        }
    }

    private List<Long> ids(int limit) {
        return tape.newest(bitcoin, limit).stream().map(Trade::tradeId).toList();
    }

    @Test
    void showsTheNewestFirstAndNoMoreThanIsKept() {
        assertThat(ids(10)).isEmpty();
        add(1, 3);
        assertThat(ids(2)).containsExactly(3L, 2L);
        assertThat(ids(10)).containsExactly(3L, 2L, 1L);
        add(4, 5000);
        assertThat(ids(9000)).hasSize(TradeTape.KEPT).startsWith(5000L).endsWith(4001L);
        assertThat(tape.newest(instruments.byId(1), 10)).isEmpty();
    }

    @Test
    void neverShowsAReaderTradesOutOfOrder() throws InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            add(1, 3_000_000);
            done.set(true);
        });
        writer.start();
        while (!done.get()) {
            List<Long> ids = ids(TradeTape.KEPT);
            for (int i = 1; i < ids.size(); i++) {
                assertThat(ids.get(i)).isEqualTo(ids.get(i - 1) - 1);
            }
        }
        writer.join();
    }
}
