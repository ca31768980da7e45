package io.quotegate.codec.okx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.ThreadMXBean;
import io.quotegate.codec.RecordingMarket;
import io.quotegate.market.DepthUpdate;
import io.quotegate.market.Instruments;
import io.quotegate.market.book.OrderBook;
import io.quotegate.testkit.Captures;
import io.quotegate.testkit.TreeBook;
import io.quotegate.text.ByteWriter;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OkxBookTest {
    private static final Instruments INSTRUMENTS =
            Instruments.of(List.of("BTC-USDT", "BTC-USD okx=BTC-USD-220527", "UNI-USD okx=UNI-USD-SWAP"));
    private static final String UPDATE = "{\"arg\":{\"channel\":\"books\",\"instId\":\"BTC-USDT\"},"
            + "\"action\":\"update\",\"data\":[{\"asks\":[[\"65056.7\",\"0\",\"0\",\"0\"],[\"65056\",\"0.00769063\","
            + "\"0\",\"1\"]],\"bids\":[],\"ts\":\"1784812292806\",\"checksum\":-12,\"seqId\":79116764034,"
            + "\"prevSeqId\":79116763967}]}";

    private final Listener market = new Listener();
    private final OkxDecoder decoder = new OkxDecoder(INSTRUMENTS, market, nobody());

    private static OkxListener nobody() {
        return (OkxListener) Proxy.newProxyInstance(
                OkxListener.class.getClassLoader(), new Class<?>[] {OkxListener.class}, (self, method, given) -> null);
    }

    /** Keeps the books as OKX tells them, and the last message. */
    private static final class Listener extends RecordingMarket {
        final OrderBook[] books = {new OrderBook(1000), new OrderBook(1000), new OrderBook(1000)};
        final OkxChecksum checksums = new OkxChecksum();
        final DepthUpdate last = new DepthUpdate();
        int messages;
        int right;

        @Override
        public void onDepth(DepthUpdate depth) {
            messages++;
            last.set(depth);
            OrderBook book = books[depth.instrumentId];
            book.apply(depth);
            right += checksums.of(book) == depth.checksum ? 1 : 0;
        }
    }

    private boolean decode(String message) {
        byte[] bytes = message.getBytes(UTF_8);
        return decoder.decode(bytes, 0, bytes.length);
    }

    @Test
    void readsAnUpdate() {
        assertThat(decode(UPDATE)).isTrue();

        DepthUpdate read = market.last;
        assertThat(read.snapshot).isFalse();
        assertThat(read.prevSeq).isEqualTo(79116763967L);
        assertThat(read.seq).isEqualTo(79116764034L);
        assertThat(read.checksum).isEqualTo(-12);
        assertThat(read.exchangeTimeNs).isEqualTo(1784812292806000000L);
        assertThat(TreeBook.shown(read.asks)).containsExactly("65056.7 x 0", "65056 x 0.00769063");
        assertThat(read.bids.count()).isZero();
        assertThat(read.unusable).isZero();
    }

    @Test
    void writesWhatItReads() {
        decode(UPDATE);
        ByteWriter out = new ByteWriter(1024);
        OkxBookEncoder.books(out, "BTC-USDT", market.last);
        assertThat(out).hasToString(UPDATE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "snapshot | {'action':'snapshot',ARG,'data':[{'asks':[],'bids':[['1','2','0','1']],'seqId':7,'prevSeqId':-1}]}",
                "snapshot | {ARG,'data':[{'asks':[],'bids':[['1','2','0','1']],'seqId':7,'prevSeqId':-1}],'action':'snapshot'}",
                "snapshot | {'data':[{'asks':[],'bids':[['1','2','0','1']],'seqId':7}],'action':'snapshot',ARG}",
                "snapshot | {ARG,'data':[{'asks':[],'bids':[['1','2','0','1']],'seqId':7,'prevSeqId':-1}]}",
                "update   | {ARG,'action':'update','data':[{'asks':[],'bids':[['1','2','0','1']],'seqId':7,'prevSeqId':5}]}",
                "update   | {ARG,'data':[{'asks':[],'bids':[['1','2','0','1']],'seqId':7,'prevSeqId':5}]}"
            })
    void knowsASnapshotByItsActionWhereverThatStands(String kind, String message) {
        assertThat(decode(message.replace('\'', '"')
                        .replace("ARG", "\"arg\":{\"channel\":\"books\",\"instId\":\"BTC-USDT\"}")))
                .isTrue();
        assertThat(market.last.snapshot).isEqualTo(kind.equals("snapshot"));
        assertThat(market.last.seq).isEqualTo(7);
        assertThat(TreeBook.shown(market.last.bids)).containsExactly("1 x 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[ \"50000.10\" , \"1.5\" ]",
                "[\"50000.10\",\"1.5\",\"0\",\"\\u0034\"]",
                "[50000.10,1.5,0,4]",
                "[\"50000.10\",\"1.5\",{\"a\":[1]},\"]\"]",
                "[\"5000010e-2\",\"15e-1\",\"0\",\"4\"]",
                "[\"50000.10\",\"1.5\"]"
            })
    void readsLevelsHoweverTheyAreWritten(String level) {
        decode(UPDATE.replace("[\"65056\",\"0.00769063\",\"0\",\"1\"]", level));

        assertThat(TreeBook.shown(market.last.asks)).containsExactly("65056.7 x 0", "50000.10 x 1.5");
        assertThat(market.last.unusable).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"0\",\"1\",\"0\",\"4\"]",
                "[\"-1\",\"1\",\"0\",\"4\"]",
                "[\"1\",\"-1\",\"0\",\"4\"]",
                "[\"\",\"1\",\"0\",\"4\"]",
                "[\"1\",\"\",\"0\",\"4\"]",
                "[\"1.\",\"1\",\"0\",\"4\"]",
                "[\"01\",\"1\",\"0\",\"4\"]",
                "[\"1.2.3\",\"1\",\"0\",\"4\"]",
                "[\"99999999999999999999\",\"1\",\"0\",\"4\"]",
                "[\"1\",\"0.0000000000000000001\",\"0\",\"4\"]",
                "[\"1\"]",
                "[]",
                "null",
                "7"
            })
    void saysHowManyLevelsCanBeNone(String level) {
        decode(UPDATE.replace("[\"65056\",\"0.00769063\",\"0\",\"1\"]", level));

        assertThat(TreeBook.shown(market.last.asks)).containsExactly("65056.7 x 0");
        assertThat(market.last.unusable).isEqualTo(1);
        assertThat(market.heard).containsExactly("unusable");
    }

    @Test
    void saysThatASideIsNone() {
        decode(UPDATE.replace("\"bids\":[]", "\"bids\":null"));
        assertThat(market.last.unusable).isEqualTo(1);
    }

    @Test
    void readsTheLargestNumbersThatFit() {
        decode(UPDATE.replace("\"65056\",\"0.00769063\"", "\"9223372036854775807\",\"92233720368.54775807\""));
        assertThat(TreeBook.shown(market.last.asks)).last().isEqualTo("9223372036854775807 x 92233720368.54775807");
    }

    /** The venue's own examples. */
    @Test
    void addsUpAsTheDocumentsDo() {
        OrderBook book = new OrderBook(8);
        DepthUpdate levels = new DepthUpdate();
        levels.bids.add(33661, 1, 7, 0).add(3366, 0, 6, 0);
        levels.asks.add(33668, 1, 9, 0).add(3368, 0, 8, 0);
        book.apply(levels);
        assertThat(new OkxChecksum().of(book)).isEqualTo(crc("3366.1:7:3366.8:9:3366:6:3368:8"));

        DepthUpdate other = new DepthUpdate();
        other.bids.add(3366, 0, 0, 0);
        other.asks.add(3372, 0, 8, 0);
        book.apply(other);
        assertThat(new OkxChecksum().of(book)).isEqualTo(crc("3366.1:7:3366.8:9:3368:8:3372:8"));
    }

    private static int crc(String text) {
        java.util.zip.CRC32 crc = new java.util.zip.CRC32();
        crc.update(text.getBytes(UTF_8));
        return (int) crc.getValue();
    }

    @Test
    void writesEachFormOfABook() {
        DepthUpdate book = new DepthUpdate();
        for (int i = 0; i < 7; i++) {
            book.bids.add(100 - i, 0, 5, 1);
            book.asks.add(101 + i, 0, 1, 0);
        }
        book.seq = 9;
        book.exchangeTimeNs = 3_000_000;
        ByteWriter out = new ByteWriter(1024);

        OkxBookEncoder.books5(out, "BTC-USDT", book);
        assertThat(out.toString())
                .startsWith("{\"arg\":{\"channel\":\"books5\",\"instId\":\"BTC-USDT\"},\"data\":[{\"asks\":[[\"101\","
                        + "\"1\",\"0\",\"1\"],")
                .endsWith("[\"96\",\"0.5\",\"0\",\"1\"]],\"ts\":\"3\",\"instId\":\"BTC-USDT\",\"seqId\":9}]}");
        OkxBookEncoder.row(out.clear(), book, 1);
        assertThat(out)
                .hasToString("{\"asks\":[[\"101\",\"1\",\"0\",\"1\"]],\"bids\":[[\"100\",\"0.5\",\"0\",\"1\"]],"
                        + "\"ts\":\"3\",\"seqId\":9}");
        OkxBookEncoder.fullRow(out.clear(), book, 1);
        assertThat(out)
                .hasToString("{\"asks\":[[\"101\",\"1\",\"1\"]],\"bids\":[[\"100\",\"0.5\",\"1\"]],\"ts\":\"3\"}");
    }

    @Test
    void everyChecksumOfARealRecordingIsRightWithoutEverCuttingABook() throws Exception {
        ObjectMapper json = new ObjectMapper();
        for (String line : Captures.lines("okx/okx_ws_2022-05-13.jsonl")) {
            JsonNode recorded = json.readTree(line);
            if (recorded.path("dir").asText().equals("in")) {
                decode(recorded.path("raw").asText());
            }
        }
        assertThat(market.messages).isEqualTo(290);
        assertThat(market.right).isEqualTo(290);
        for (OrderBook book : market.books) {
            assertThat(book.bids().dropped() + book.asks().dropped()).isZero();
            assertThat(book.isCrossed()).isFalse();
        }
    }

    @Test
    void readsAndKeepsWithoutAllocating() {
        byte[] bytes = UPDATE.getBytes(UTF_8);
        for (int i = 0; i < 100; i++) {
            decoder.decode(bytes, 0, bytes.length);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        threads.getCurrentThreadAllocatedBytes();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 100; i++) {
            decoder.decode(bytes, 0, bytes.length);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isZero();
    }
}
