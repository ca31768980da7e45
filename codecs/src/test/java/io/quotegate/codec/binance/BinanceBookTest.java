package io.quotegate.codec.binance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.RecordingMarket;
import io.quotegate.market.Decimal;
import io.quotegate.market.DepthUpdate;
import io.quotegate.market.Instruments;
import io.quotegate.market.TopUpdate;
import io.quotegate.market.book.OrderBook;
import io.quotegate.testkit.Captures;
import io.quotegate.testkit.TreeBook;
import io.quotegate.text.ByteWriter;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinanceBookTest {
    private static final Instruments INSTRUMENTS = Instruments.of(List.of("BTC-USDT"));
    private static final String UPDATE = "{\"e\":\"depthUpdate\",\"E\":1723161255308,\"s\":\"BTCUSDT\","
            + "\"U\":50093239203,\"u\":50093239207,\"b\":[[\"55653.87000000\",\"0.00000000\"]],"
            + "\"a\":[[\"61838.04000000\",\"0.32332000\"],[\"61862.51000000\",\"0.00000000\"]]}";

    private final List<DepthUpdate> updates = new ArrayList<>();
    private final Deque<String> tops = new ArrayDeque<>();
    private final List<Long> topSeqs = new ArrayList<>();
    private final BinanceDecoder decoder = new BinanceDecoder(INSTRUMENTS, new Listener(), nobody());

    private static BinanceListener nobody() {
        return (BinanceListener) Proxy.newProxyInstance(
                BinanceListener.class.getClassLoader(),
                new Class<?>[] {BinanceListener.class},
                (self, method, given) -> null);
    }

    private final class Listener extends RecordingMarket {
        @Override
        public void onDepth(DepthUpdate depth) {
            updates.add(new DepthUpdate().set(depth));
        }

        @Override
        public void onTop(TopUpdate top) {
            tops.add(shown(top.bid, top.bidSize) + " / " + shown(top.ask, top.askSize));
            topSeqs.add(top.venueSeq);
        }

        private String shown(Decimal price, Decimal size) {
            return price + " x " + size;
        }
    }

    private boolean decode(String message) {
        byte[] bytes = message.getBytes(UTF_8);
        return decoder.decode(bytes, 0, bytes.length);
    }

    @Test
    void readsAnUpdateRawAndCombined() {
        assertThat(decode(UPDATE)).isTrue();
        assertThat(decode("{\"stream\":\"btcusdt@depth@100ms\",\"data\":" + UPDATE + "}"))
                .isTrue();

        assertThat(updates).hasSize(2).allSatisfy(read -> {
            assertThat(read.snapshot).isFalse();
            assertThat(read.prevSeq).isEqualTo(50093239202L);
            assertThat(read.seq).isEqualTo(50093239207L);
            assertThat(read.exchangeTimeNs).isEqualTo(1723161255308000000L);
            assertThat(TreeBook.shown(read.bids)).containsExactly("55653.87000000 x 0.00000000");
            assertThat(TreeBook.shown(read.asks))
                    .containsExactly("61838.04000000 x 0.32332000", "61862.51000000 x 0.00000000");
            assertThat(read.unusable).isZero();
        });
    }

    @Test
    void writesWhatItReads() {
        decode(UPDATE);
        ByteWriter out = new ByteWriter(1024);
        BinanceBookEncoder.update(out, "BTCUSDT", updates.get(0), TimeUnit.MILLISECONDS);
        assertThat(out).hasToString(UPDATE);
    }

    @Test
    void readsTheAnswerThatItWrites() {
        String answer = "{\"lastUpdateId\":160,\"bids\":[[\"0.00240000\",\"10.00000000\"],[\"0.00230000\","
                + "\"1.00000000\"]],\"asks\":[[\"0.00260000\",\"100.00000000\"]]}";
        DepthUpdate book = new DepthUpdate();
        assertThat(decodeAnswer(answer, book)).isTrue();
        assertThat(book.seq).isEqualTo(160);
        assertThat(book.snapshot).isTrue();

        ByteWriter out = new ByteWriter(1024);
        BinanceBookEncoder.snapshot(out, book, 5000);
        assertThat(out).hasToString(answer);
        BinanceBookEncoder.snapshot(out.clear(), book, 1);
        assertThat(out.toString()).contains("\"bids\":[[\"0.00240000\",\"10.00000000\"]],");
    }

    private static boolean decodeAnswer(String text, DepthUpdate into) {
        byte[] bytes = text.getBytes(UTF_8);
        return new BinanceBookDecoder().decode(bytes, 0, bytes.length, into);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}",
                "{\"lastUpdateId\":160,\"bids\":[]}",
                "{\"lastUpdateId\":\"x\",\"bids\":[],\"asks\":[]}",
                "{\"bids\":[],\"asks\":[]}"
            })
    void takesNoOtherAnswerForABook(String answer) {
        assertThat(decodeAnswer(answer, new DepthUpdate())).isFalse();
    }

    @Test
    void doesNotReadHalfAnAnswer() {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> decodeAnswer("{\"lastUpdateId\":160,\"bids\":[[\"1\"", new DepthUpdate()));
    }

    /** Binance's own best bid and ask, from another stream, tell whether the book is right. */
    @Test
    void theBookOfARealRecordingIsWhatItsBookTickersSayAfterEveryEvent() {
        OrderBook book = new OrderBook(8192);
        DepthUpdate snapshot = new DepthUpdate();
        List<DepthUpdate> before = new ArrayList<>();
        long bookId = DepthUpdate.UNKNOWN;
        int right = 0;
        int events = 0;
        int next = 0;
        String newest = "";
        for (String line : Captures.lines("binance/spot_btcusdt_20240808.gz")) {
            String message = line.substring(line.indexOf(' ') + 1);
            updates.clear();
            if (message.startsWith("{\"lastUpdateId\"")) {
                assertThat(decodeAnswer(message, snapshot)).isTrue();
                assertThat(book.apply(snapshot)).isTrue();
                bookId = snapshot.seq;
                before.removeIf(each -> each.seq <= snapshot.seq);
                updates.addAll(before);
            } else {
                decode(message);
                if (bookId == DepthUpdate.UNKNOWN) {
                    before.addAll(updates);
                    continue;
                }
            }
            for (DepthUpdate update : updates) {
                assertThat(update.prevSeq).isLessThanOrEqualTo(bookId);
                assertThat(book.apply(update)).isTrue();
                assertThat(book.isCrossed()).isFalse();
                bookId = update.seq;
                while (next < topSeqs.size() && topSeqs.get(next) <= bookId) {
                    newest = tops.remove();
                    next++;
                }
                events++;
                right += newest.equals(best(book)) ? 1 : 0;
            }
        }
        assertThat(events).isEqualTo(3449);
        assertThat(right).isEqualTo(3449);
        assertThat(book.bids().dropped() + book.asks().dropped()).isZero();
    }

    private static String best(OrderBook book) {
        return TreeBook.bids(book, 1).get(0) + " / " + TreeBook.asks(book, 1).get(0);
    }

    @Test
    void readsWithoutAllocating() {
        RecordingMarket deaf = new RecordingMarket() {
            @Override
            public void onDepth(DepthUpdate depth) {}
        };
        BinanceDecoder quiet = new BinanceDecoder(INSTRUMENTS, deaf, nobody());
        byte[] bytes = UPDATE.getBytes(UTF_8);
        for (int i = 0; i < 100; i++) {
            quiet.decode(bytes, 0, bytes.length);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        threads.getCurrentThreadAllocatedBytes();
        long start = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 100; i++) {
            quiet.decode(bytes, 0, bytes.length);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - start).isZero();
    }
}
