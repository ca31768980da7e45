package io.quotegate.feed.sim.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.quotegate.feed.sim.TestModels;
import io.quotegate.market.Venue;
import io.quotegate.testkit.Captures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingReaderTest {
    private static final String BOOK =
            "{\"u\":1,\"s\":\"BTCUSDT\",\"b\":\"5.10\",\"B\":\"1.00\",\"a\":\"5.2\",\"A\":\"0.50\"}";
    private static final String TRADE = "{\"stream\":\"ethusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":1700000000500,"
            + "\"s\":\"ETHUSDT\",\"t\":77,\"p\":\"50000.20\",\"q\":\"0.25\",\"T\":1700000000499,\"m\":false}}";

    @TempDir
    private Path folder;

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("recording"), text);
    }

    private List<TimedMessage> read(Path file, Venue venue) throws IOException {
        List<TimedMessage> messages = new ArrayList<>();
        try (RecordingReader reader =
                new RecordingReader(file, TestModels.own(venue).recordings())) {
            for (TimedMessage message = reader.next(); message != null; message = reader.next()) {
                messages.add(message);
            }
        }
        return messages;
    }

    @Test
    void readsLinesThatBeginWithTheirTime() throws IOException {
        Path file = write("1700000000000000001 " + BOOK + "\nnonsense\n1699999999000000000 " + TRADE + "\n");
        List<TimedMessage> messages = read(file, Venue.BINANCE);

        assertThat(messages)
                .extracting(TimedMessage::timeNs)
                .containsExactly(1700000000000000001L, 1700000000000000001L);
        assertThat(messages)
                .extracting(message -> message.message().topic())
                .containsExactly("btcusdt@bookTicker", "ethusdt@trade");
    }

    @Test
    void readsWhatCameInOfWrappedLines() throws IOException {
        String raw = BOOK.replace("\"", "\\\"").replace("BTC", "\\u0042TC");
        Path file = write("{\"dir\":\"connect\",\"t\":1.5}\n{\"dir\":\"out\",\"t\":2.5,\"raw\":\"" + raw + "\"}\n"
                + "{\"t\":1652459225.5037491,\"dir\":\"in\",\"raw\":\"" + raw + "\"}\n");
        List<TimedMessage> messages = read(file, Venue.BINANCE);

        assertThat(messages).hasSize(1);
        assertThat(messages.get(0).timeNs()).isEqualTo(1_652_459_225_503_749_100L);
        assertThat(new String(messages.get(0).message().message(), StandardCharsets.UTF_8))
                .isEqualTo(BOOK);
    }

    @Test
    void spacesPlainMessagesEvenly() throws IOException {
        Path file = write(BOOK + "\n\n{\"result\":null,\"id\":1}\n" + BOOK + '\n' + BOOK);

        assertThat(read(file, Venue.BINANCE))
                .extracting(TimedMessage::timeNs)
                .containsExactly(0L, 10_000_000L, 20_000_000L);
    }

    private static final String ROWS = """
            receiveTime,exchangeTime,pair,venue,id,count,price,size,side,seq
            1700000000500123,1700000000499000,BTC-USDT,okx,77,3,50000.20,0.250,sell,1
            1700000000500456,1700000000500000,BTC-USDT,okx,,,50000.2,1,buy,2
            1700000000500789,,BTC-USDT,binance,9000,1,50001,0.10,buy,3,1
            1700000000500790,1700000000499000,BTC-USDT,okx,80,1,nonsense,0.250,sell,4
            1700000000501000,1700000000501000,BTC-USDT,okx,1.50,2,3,4,5,6,1,0,0
            1700000000501001,1700000000501000,BTC-USDT,okx,1.50,2,3,4,5,6,2,1,0
            1700000000501002,1700000000501
            """;

    @Test
    void playsRecordedTradesAsEitherVenueTellsThem() throws IOException {
        Path file = write(ROWS);

        assertThat(read(file, Venue.OKX))
                .extracting(RecordingReaderTest::text)
                .containsExactly(
                        okx("77", "50000.20", "0.250", "sell", "1700000000499", 3),
                        okx("78", "50000.2", "1", "buy", "1700000000500", 1),
                        okx("79", "50001", "0.10", "buy", "1700000000500", 1),
                        "{\"arg\":{\"channel\":\"bbo-tbt\",\"instId\":\"BTC-USDT\"},\"data\":[{\"asks\":"
                                + "[[\"3\",\"4\",\"0\",\"1\"]],\"bids\":[[\"1.50\",\"2\",\"0\",\"1\"]],"
                                + "\"ts\":\"1700000000501\",\"seqId\":1}]}");
        assertThat(read(file, Venue.BINANCE))
                .extracting(RecordingReaderTest::text)
                .containsExactly(
                        binance(1, "50000.20", "0.250", 1700000000499L, true),
                        binance(2, "50000.2", "1", 1700000000500L, false),
                        binance(9000, "50001", "0.10", 1700000000500L, false),
                        "{\"u\":1,\"s\":\"BTCUSDT\",\"b\":\"1.50\",\"B\":\"2\",\"a\":\"3\",\"A\":\"4\"}");
        assertThat(read(file, Venue.OKX).get(0).timeNs()).isEqualTo(1700000000500123000L);
        RecordingSummary recording =
                RecordingSummary.scan(file, TestModels.own(Venue.OKX).recordings(), 0);
        assertThat(recording.topics()).containsExactlyInAnyOrder("trades:BTC-USDT", "bbo-tbt:BTC-USDT");
        assertThat(recording.skipped()).isEqualTo(4);
    }

    private static String text(TimedMessage message) {
        return new String(message.message().message(), StandardCharsets.UTF_8);
    }

    private static String okx(String id, String price, String size, String side, String time, int count) {
        return "{\"arg\":{\"channel\":\"trades\",\"instId\":\"BTC-USDT\"},\"data\":[{\"instId\":\"BTC-USDT\","
                + "\"tradeId\":\"" + id + "\",\"px\":\"" + price + "\",\"sz\":\"" + size + "\",\"side\":\"" + side
                + "\",\"ts\":\"" + time + "\",\"count\":\"" + count + "\",\"source\":\"0\",\"seqId\":" + id + "}]}";
    }

    private static String binance(long id, String price, String size, long timeMs, boolean makerBuys) {
        return "{\"e\":\"trade\",\"E\":" + timeMs + ",\"s\":\"BTCUSDT\",\"t\":" + id + ",\"p\":\"" + price
                + "\",\"q\":\"" + size + "\",\"T\":" + timeMs + ",\"m\":" + makerBuys + ",\"M\":true}";
    }

    @Test
    void unpacksWhatIsPackedWhateverItsName() throws IOException {
        Path file = folder.resolve("recording.txt");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(BOOK.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(read(file, Venue.BINANCE)).hasSize(1);
    }

    @Test
    void readsAsFarAsAPackedFileGoesThatWasCutOff() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed, true)) {
            out.write((BOOK + '\n').getBytes(StandardCharsets.UTF_8));
            out.flush();
            out.write(TRADE.getBytes(StandardCharsets.UTF_8));
        }
        byte[] whole = packed.toByteArray();
        Path file = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length - 12));

        assertThat(read(file, Venue.BINANCE))
                .extracting(message -> message.message().topic())
                .contains("btcusdt@bookTicker");
    }

    @Test
    void findsThePairsTopicsAndTimesOfARecording() throws IOException {
        Path file = write("5000000000 " + BOOK + "\n5001000000 " + TRADE + "\n5002000000 " + TRADE + "\nx\n");
        RecordingSummary recording =
                RecordingSummary.scan(file, TestModels.own(Venue.BINANCE).recordings(), 0);

        assertThat(recording.pairs()).containsExactly("BTC-USDT", "ETH-USDT");
        assertThat(recording.topics()).containsExactlyInAnyOrder("btcusdt@bookTicker", "ethusdt@trade");
        assertThat(recording.messages()).isEqualTo(3);
        assertThat(recording.skipped()).isEqualTo(1);
        assertThat(recording.startNs()).isEqualTo(5_000_000_000L);
        assertThat(recording.endNs()).isEqualTo(5_002_000_000L);
        assertThat(recording.offsetNs()).isEqualTo(1_700_000_000_500_000_000L - 5_001_000_000L);
    }

    @Test
    void refusesARecordingOfTheOtherVenue() throws IOException {
        Path file = write(BOOK);

        assertThatIOException()
                .isThrownBy(() ->
                        RecordingSummary.scan(file, TestModels.own(Venue.OKX).recordings(), 0))
                .withMessageContaining("holds no spot market data of okx");
        assertThatIOException()
                .isThrownBy(() -> RecordingSummary.scan(
                        write(""), TestModels.own(Venue.OKX).recordings(), 0));
        assertThatIOException()
                .isThrownBy(() -> RecordingSummary.scan(
                        folder.resolve("none"), TestModels.own(Venue.OKX).recordings(), 0))
                .withMessageContaining("cannot be read");
    }

    @Test
    void readsEveryKindOfRealRecording() throws IOException {
        assertThat(RecordingSummary.scan(
                                Captures.file("okx/crypto-msg-parser_okx.jsonl"),
                                TestModels.own(Venue.OKX).recordings(),
                                0)
                        .pairs())
                .contains("BTC-USDT");
        assertThat(RecordingSummary.scan(
                                Captures.file("okx/ccxt_okx_2026-08.jsonl"),
                                TestModels.own(Venue.OKX).recordings(),
                                0)
                        .messages())
                .isEqualTo(13);
        assertThat(RecordingSummary.scan(
                                Captures.file("binance/crypto-msg-parser_binance.jsonl"),
                                TestModels.own(Venue.BINANCE).recordings(),
                                0)
                        .pairs())
                .contains("BTC-USDT");
        assertThat(RecordingSummary.scan(
                                Captures.file("binance/binance_ws_2021-10-12.jsonl"),
                                TestModels.own(Venue.BINANCE).recordings(),
                                0)
                        .pairs())
                .containsExactlyInAnyOrder("NKN-USDT", "BLZ-ETH", "LRC-BTC", "RUNE-EUR");
    }
}
