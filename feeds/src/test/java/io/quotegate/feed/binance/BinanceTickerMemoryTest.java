package io.quotegate.feed.binance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.codec.binance.BinanceEncoder;
import io.quotegate.codec.binance.BinanceRestEncoder;
import io.quotegate.codec.venue.DayTicker;
import io.quotegate.text.ByteWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BinanceTickerMemoryTest {
    private static DayTicker day() {
        DayTicker day = new DayTicker();
        day.top.bid.parse("3290.28000000");
        day.top.bidSize.parse("65.97110000");
        day.top.ask.parse("3290.29000000");
        day.top.askSize.parse("3.02760000");
        day.last.parse("3290.28000000");
        day.open.parse("3200.00000000");
        day.change.parse("90.28000000");
        day.changePercent.parse("2.821");
        day.timeNs = 1_723_161_255_343_000_000L;
        day.openTimeNs = day.timeNs - TimeUnit.DAYS.toNanos(1);
        day.firstTradeId = 5;
        day.lastTradeId = 18;
        day.trades = 14;
        return day;
    }

    private static String told(List<String> names, ByteWriter event) {
        BinanceTickerMemory memory = new BinanceTickerMemory(names);
        assertThat(memory.told(1)).isEmpty();
        memory.onEvent(event.array(), 0, event.length());
        assertThat(memory.first()).as("nothing comes on subscribing").isEmpty();
        String told = new ByteWriter(16).put(memory.told(1)).toString();
        memory.clear();
        assertThat(memory.told(1)).isEmpty();
        return told;
    }

    @Test
    void tellsTheBestAsRestDoes() {
        ByteWriter event = new ByteWriter(64);
        BinanceEncoder.bookTicker(event, "ETHUSDT", day().top);
        ByteWriter row = new ByteWriter(64);
        BinanceRestEncoder.bookTicker(row, "ETHUSDT", day().top);
        assertThat(told(BinanceTickerMemory.BOOK_TICKER, event)).isEqualTo(row.toString());
    }

    @Test
    void tellsTheDayAsRestDoes() {
        ByteWriter event = new ByteWriter(64);
        BinanceEncoder.ticker(event, "ETHUSDT", day(), TimeUnit.MILLISECONDS);
        ByteWriter row = new ByteWriter(64);
        BinanceRestEncoder.dayTicker(row, "ETHUSDT", day(), TimeUnit.MILLISECONDS);
        assertThat(told(BinanceTickerMemory.DAY_TICKER, event)).isEqualTo(row.toString());
    }

    @Test
    void tellsNothingWhereAnythingIsMissing() {
        ByteWriter event = new ByteWriter(64).ascii("{\"u\":1,\"s\":\"ETHUSDT\",\"b\":\"1\",\"B\":\"2\",\"a\":\"3\"}");
        assertThat(told(BinanceTickerMemory.BOOK_TICKER, event)).isEmpty();
    }
}
