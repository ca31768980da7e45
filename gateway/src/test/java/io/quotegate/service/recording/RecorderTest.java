package io.quotegate.service.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.quotegate.fault.Faults;
import io.quotegate.market.Decimal;
import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.TradeUpdate;
import io.quotegate.market.Venue;
import io.quotegate.ring.QuotePublisher;
import io.quotegate.ring.QuoteRing;
import io.quotegate.ring.TopOfBook;
import io.quotegate.testkit.LogProbe;
import io.quotegate.text.ByteWriter;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class RecorderTest {
    private static final long HOUR_US = TimeUnit.HOURS.toMicros(1);
    private static final long START_US = Instant.parse("2026-11-26T01:00:00Z").toEpochMilli() * 1000;
    private static final String HEADER =
            "receiveTime,exchangeTime,pair,venue,bid,bidSize,ask,askSize,last,lastSize,seq,stale,simulated";

    private static final String TRADE_HEADER_BEFORE =
            "receiveTime,exchangeTime,pair,venue,id,count,price,size,side,seq";
    private static final String TRADE_HEADER =
            "receiveTime,exchangeTime,pair,venue,id,count,price,size,side,seq,simulated";

    @TempDir
    private Path directory;

    private final Heard heard = new Heard();

    private final Instruments instruments = Instruments.of(List.of("BTC-USDT", "ETH-USDT"));
    private final QuoteRing ring = QuoteRing.ofCapacity(1024);
    private final Faults faults = new Faults();
    private final QuotePublisher publisher = new QuotePublisher(ring, new TopOfBook(2));
    private final AtomicLong clockUs = new AtomicLong(START_US);

    private Recorder recorder(RecordingRetention retention) {
        return recorder(directory, retention);
    }

    private Recorder recorder(Path directory, RecordingRetention retention) {
        return recorder(directory, retention, clockUs::get);
    }

    private Recorder recorder(Path directory, RecordingRetention retention, LongSupplier epochUs) {
        return new Recorder(
                directory,
                instruments,
                Venue.OKX::equals,
                ring,
                retention,
                heard,
                epochUs,
                Thread::new,
                faults.at("recorder"));
    }

    private static RecordingRetention keepAll() {
        return new RecordingRetention(Duration.ofDays(1), Long.MAX_VALUE);
    }

    private void publish(int instrument, long seq, long timeUs) {
        Decimal price = new Decimal();
        price.parse("63707.20");
        publisher
                .quote()
                .instrumentId(instrument)
                .seq(seq)
                .venue(Venue.OKX)
                .exchangeTimeNs(0)
                .receiveTimeNs(TimeUnit.MICROSECONDS.toNanos(timeUs))
                .flags(false, true)
                .value(QuoteLayout.BID, price)
                .value(QuoteLayout.BID_SIZE, price)
                .value(QuoteLayout.ASK, price.clear())
                .value(QuoteLayout.ASK_SIZE, price)
                .value(QuoteLayout.LAST, price)
                .value(QuoteLayout.LAST_SIZE, price);
        publisher.publishQuote();
    }

    private void trade(String price, String size, long seq, long timeUs, boolean active) {
        TradeUpdate trade = new TradeUpdate();
        trade.tradeId = seq == 1 ? -1 : 77;
        trade.count = seq == 1 ? 0 : 3;
        trade.price.parse(price);
        trade.size.parse(size);
        trade.exchangeTimeNs = TimeUnit.MICROSECONDS.toNanos(timeUs - 1);
        publisher.trade().set(trade).origin(Venue.BINANCE, seq == 1, active);
        publisher.trade().seq(seq).receiveTimeNs(TimeUnit.MICROSECONDS.toNanos(timeUs));
        publisher.publishTrade();
    }

    /** What is told of recordings, in order. */
    private static final class Heard implements RecordingListener {
        private final List<String> events = new CopyOnWriteArrayList<>();

        @Override
        public void onCompleted(String name, long fromUs, long toUs, long sizeBytes) {
            events.add(name + ' ' + fromUs + ' ' + toUs + ' ' + (sizeBytes > 0));
        }

        @Override
        public void onDeleted(String name) {
            events.add(name + " deleted");
        }
    }

    private List<String> lines(String name) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(directory.resolve(name)))) {
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        }
    }

    private void await(String name) {
        while (!Files.exists(directory.resolve(name))) {
            Thread.onSpinWait(); // the test is bounded
        }
    }

    @Test
    void writesAFilePerPairAndHourAndCompletesItWhenTheHourIsOver() throws IOException {
        try (Recorder recorder = recorder(keepAll())) {
            recorder.start();
            publish(0, 1, START_US + 5);
            publish(1, 1, START_US + 6);
            publish(0, 2, START_US + HOUR_US);
            await("quotes_BTC-USDT_2026-11-26T01Z.csv.gz");
            assertThat(directory.resolve("quotes_ETH-USDT_2026-11-26T01Z.csv.gz"))
                    .doesNotExist();
            clockUs.set(START_US + HOUR_US + TimeUnit.SECONDS.toMicros(5));
            await("quotes_ETH-USDT_2026-11-26T01Z.csv.gz");
            assertThat(lines("quotes_BTC-USDT_2026-11-26T01Z.csv.gz"))
                    .containsExactly(HEADER, (START_US + 5) + ",,BTC-USDT,okx,63707.20,63707.20,,,,,1,0,1");
        }
        assertThat(lines("quotes_BTC-USDT_2026-11-26T02Z.csv.gz")).hasSize(2);
    }

    @Test
    void endsWhatIsUnderWayWhenAskedAndGoesOnInAnotherFile() throws IOException {
        String name = "quotes_BTC-USDT_2026-11-26T01Z";
        try (Recorder recorder = recorder(keepAll())) {
            publish(0, 1, START_US + 5);
            CompletableFuture<List<String>> first = recorder.roll();
            assertThat(recorder.roll())
                    .as("who asks meanwhile is answered with it")
                    .isSameAs(first);
            recorder.start();
            assertThat(first.join()).containsExactly(name + ".csv.gz");
            assertThat(lines(name + ".csv.gz")).hasSize(2);
            assertThat(recorder.roll().join()).as("nothing came since").isEmpty();
            publish(0, 2, START_US + 6);
            trade("63707.20", "0.00010", 1, START_US + 7, true);
        }
        assertThat(lines(name + "_2.csv.gz")).hasSize(2);
        assertThat(heard.events).hasSize(3);
    }

    @Test
    void writesTheTradesThatAreServedWithTheirDigitsIntoAFileBeside() throws IOException {
        try (Recorder recorder = recorder(keepAll())) {
            recorder.start();
            publish(0, 1, START_US + 5);
            trade("63707.20", "0.00010", 1, START_US + 6, true);
            trade("63707.3", "5", 1, START_US + 7, false); // the standby's
            trade("0.000000010", "120000000", 2, START_US + 9, true);
        }
        assertThat(lines("trades_BTC-USDT_2026-11-26T01Z.csv.gz"))
                .containsExactly(
                        TRADE_HEADER,
                        (START_US + 6) + "," + (START_US + 5) + ",BTC-USDT,binance,,,63707.20,0.00010,buy,1,0",
                        (START_US + 9) + "," + (START_US + 8)
                                + ",BTC-USDT,binance,77,3,0.000000010,120000000,sell,2,0");
        assertThat(lines("quotes_BTC-USDT_2026-11-26T01Z.csv.gz")).hasSize(2);
        assertThat(heard.events)
                .containsExactlyInAnyOrder(
                        "quotes_BTC-USDT_2026-11-26T01Z.csv.gz " + (START_US + 5) + ' ' + (START_US + 5) + " true",
                        "trades_BTC-USDT_2026-11-26T01Z.csv.gz " + (START_US + 6) + ' ' + (START_US + 9) + " true");
    }

    @Test
    void beginsASecondFileForAnHourItWasStartedInTheMiddleOf() throws IOException {
        for (int start = 0; start < 2; start++) {
            try (Recorder recorder = recorder(keepAll())) {
                publish(0, 1 + start, START_US);
                recorder.start();
            }
        }
        assertThat(directory.toFile().list())
                .containsExactlyInAnyOrder(
                        "quotes_BTC-USDT_2026-11-26T01Z.csv.gz", "quotes_BTC-USDT_2026-11-26T01Z_2.csv.gz");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            quotes | 1,2,BTC-USDT,okx,1,2,3,4,5,6,7,0,0      | .part
            trades | 1,2,BTC-USDT,okx,77,1,63707.20,2,sell,3,1 | .part
            trades | 1,2,BTC-USDT,okx,77,1,63707.20,2,sell,3 | .part.old
            """)
    void completesWhatAKilledOneLeftBehind(String kind, String line, String ending) throws IOException {
        String trades = ending.equals(".part") ? TRADE_HEADER : TRADE_HEADER_BEFORE; // as other versions left it
        String header = kind.equals("quotes") ? HEADER : trades;
        byte[] bytes = cutOff(header + '\n' + line + "\n1,2,BTC-U");
        Files.write(directory.resolve('.' + kind + "_BTC-USDT_2026-11-25T01Z" + ending), bytes);
        Files.write(directory.resolve('.' + kind + "_ETH-USDT_2026-11-25T01Z.part"), new byte[0]);
        String name = kind + "_BTC-USDT_2026-11-25T01Z.csv.gz";
        try (Recorder recorder = recorder(keepAll())) {
            recorder.start();
            await(name);
        }
        assertThat(lines(name)).containsExactly(header, line);
        assertThat(directory.toFile().list()).hasSize(1);
        assertThat(heard.events).containsExactly(name + " 1 1 true");
    }

    /** What is left of {@code text} where its end was never written. */
    private static byte[] cutOff(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed, true)) {
            out.write(text.getBytes(UTF_8));
            out.flush();
        }
        return Arrays.copyOf(packed.toByteArray(), packed.size() - 8);
    }

    @Test
    void givesTheFileWhatWasWrittenWithinTwoSeconds() throws IOException {
        Path part = directory.resolve(".trades_BTC-USDT_2026-11-26T01Z.part");
        try (Recorder recorder = recorder(keepAll())) {
            recorder.start();
            trade("63707.20", "0.00010", 2, START_US + 6, true);
            while (!Files.exists(part)) {
                Thread.onSpinWait(); // the test is bounded
            }
            while (written(part).lines().count() < 2) {
                clockUs.addAndGet(TimeUnit.SECONDS.toMicros(2));
            }
            assertThat(written(part)).startsWith(TRADE_HEADER).endsWith("sell,2,0\n");
        }
    }

    /** What is in a recording that is being written. */
    private static String written(Path part) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (InputStream in = new GZIPInputStream(Files.newInputStream(part))) {
            in.transferTo(text);
        } catch (EOFException e) {
            return text.toString(UTF_8); // so far
        }
        throw new AssertionError("it is complete");
    }

    @Test
    void keepsWhatWasWrittenBeforeTheDiskFailed() throws IOException {
        HourFiles files = new HourFiles(directory, RecordingKind.TRADES, instruments, heard);
        files.write(0, START_US, new ByteWriter(64).ascii("1,2,BTC-USDT,okx,77,1,63707.20,2,sell,3,0\n"));
        files.abandon();
        try (Recorder recorder = recorder(keepAll())) {
            trade("63707.20", "0.00010", 2, START_US + 6, true);
            recorder.start();
        }
        assertThat(directory.toFile().list())
                .containsExactlyInAnyOrder(
                        "trades_BTC-USDT_2026-11-26T01Z.csv.gz", "trades_BTC-USDT_2026-11-26T01Z_2.csv.gz");
    }

    @Test
    void goesOnAfterATurnThatFailed() throws IOException {
        AtomicBoolean fails = new AtomicBoolean(true);
        LongSupplier failing = () -> {
            if (fails.getAndSet(false)) {
                throw new OutOfMemoryError("of this test");
            }
            return clockUs.get();
        };
        try (Recorder recorder = recorder(directory, keepAll(), failing)) {
            recorder.start();
            while (fails.get()) {
                Thread.onSpinWait(); // the test is bounded
            }
            trade("63707.20", "0.00010", 2, START_US + 6, true);
        }
        assertThat(lines("trades_BTC-USDT_2026-11-26T01Z.csv.gz")).hasSize(2);
        assertThat(faults.counts()).containsEntry("recorder", 1L);
    }

    @Test
    void saysInALineThatTheDiskFails() throws IOException {
        Path noDirectory = Files.createFile(directory.resolve("file"));
        List<ILoggingEvent> told;
        try (LogProbe log = LogProbe.of(Recorder.class.getName(), Level.WARN)) {
            try (Recorder recorder = recorder(noDirectory, keepAll())) {
                trade("63707.20", "0.00010", 2, START_US + 6, true);
                recorder.start();
            }
            told = log.events();
        }
        assertThat(told).singleElement().satisfies(line -> {
            assertThat(line.getFormattedMessage())
                    .startsWith(
                            "recording into " + noDirectory + " failed and is tried again in a minute: " + noDirectory);
            assertThat(line.getThrowableProxy()).isNull();
        });
    }

    @Test
    void keepsByAgeAndSizeAndTouchesNothingElse() throws IOException {
        Instant now = Instant.parse("2026-11-26T01:00:00Z");
        for (int hour = 0; hour < 5; hour++) {
            Path file = directory.resolve(
                    (hour % 2 == 0 ? "quotes" : "trades") + "_BTC-USDT_2026-11-25T0" + hour + "Z.csv.gz");
            Files.write(file, new byte[100]);
            Files.setLastModifiedTime(file, FileTime.from(now.minus(Duration.ofHours(10 - hour))));
        }
        Path other = Files.write(directory.resolve("quotes.csv.gz"), new byte[1000]);
        Files.setLastModifiedTime(other, FileTime.from(now.minus(Duration.ofDays(1000))));
        new RecordingRetention(Duration.ofMinutes(9 * 60 + 30), 1000).apply(directory, now, heard);
        assertThat(directory.resolve("quotes_BTC-USDT_2026-11-25T00Z.csv.gz")).doesNotExist();
        assertThat(directory.toFile().list()).hasSize(5);
        new RecordingRetention(Duration.ofDays(1), 250).apply(directory, now, heard);
        assertThat(directory.toFile().list())
                .containsExactlyInAnyOrder(
                        "quotes.csv.gz",
                        "trades_BTC-USDT_2026-11-25T03Z.csv.gz",
                        "quotes_BTC-USDT_2026-11-25T04Z.csv.gz");
        assertThat(heard.events)
                .containsExactly(
                        "quotes_BTC-USDT_2026-11-25T00Z.csv.gz deleted",
                        "quotes_BTC-USDT_2026-11-25T02Z.csv.gz deleted",
                        "trades_BTC-USDT_2026-11-25T01Z.csv.gz deleted");
    }
}
