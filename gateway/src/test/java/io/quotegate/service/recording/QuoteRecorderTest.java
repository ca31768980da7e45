package io.quotegate.service.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.market.Decimal;
import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.Venue;
import io.quotegate.ring.QuotePublisher;
import io.quotegate.ring.QuoteRing;
import io.quotegate.ring.TopOfBook;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class QuoteRecorderTest {
    private static final long HOUR_US = TimeUnit.HOURS.toMicros(1);
    private static final long START_US = Instant.parse("2026-11-26T01:00:00Z").toEpochMilli() * 1000;
    private static final String HEADER =
            "receiveTime,exchangeTime,pair,venue,bid,bidSize,ask,askSize,last,lastSize,seq,stale,simulated";

    @TempDir
    private Path directory;

    private final Instruments instruments = Instruments.of(List.of("BTC-USDT", "ETH-USDT"));
    private final QuoteRing ring = QuoteRing.ofCapacity(1024);
    private final QuotePublisher publisher = new QuotePublisher(ring, new TopOfBook(2));
    private final AtomicLong clockUs = new AtomicLong(START_US);

    private QuoteRecorder recorder(Retention retention) {
        return new QuoteRecorder(directory, instruments, ring, retention, clockUs::get, Thread::new);
    }

    private static Retention keepAll() {
        return new Retention(Duration.ofDays(1), Long.MAX_VALUE);
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
        try (QuoteRecorder recorder = recorder(keepAll())) {
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
    void beginsASecondFileForAnHourItWasStartedInTheMiddleOf() throws IOException {
        for (int start = 0; start < 2; start++) {
            try (QuoteRecorder recorder = recorder(keepAll())) {
                publish(0, 1 + start, START_US);
                recorder.start();
            }
        }
        assertThat(directory.toFile().list())
                .containsExactlyInAnyOrder(
                        "quotes_BTC-USDT_2026-11-26T01Z.csv.gz", "quotes_BTC-USDT_2026-11-26T01Z_2.csv.gz");
    }

    @Test
    void completesWhatAKilledOneLeftBehind() throws IOException {
        Path whole = directory.resolve("whole.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(whole), true)) {
            out.write((HEADER + "\n1,2,BTC-USDT,okx,1,2,3,4,5,6,7,0,0\n1,2,BTC-U").getBytes(UTF_8));
            out.flush();
        }
        byte[] bytes = Files.readAllBytes(whole);
        Files.delete(whole);
        Path left = directory.resolve(".quotes_BTC-USDT_2026-11-25T01Z.part");
        Files.write(left, Arrays.copyOf(bytes, bytes.length - 8)); // without its end
        try (QuoteRecorder recorder = recorder(keepAll())) {
            recorder.start();
            await("quotes_BTC-USDT_2026-11-25T01Z.csv.gz");
        }
        assertThat(lines("quotes_BTC-USDT_2026-11-25T01Z.csv.gz"))
                .containsExactly(HEADER, "1,2,BTC-USDT,okx,1,2,3,4,5,6,7,0,0");
        assertThat(directory.toFile().list()).hasSize(1);
    }

    @Test
    void keepsByAgeAndSizeAndTouchesNothingElse() throws IOException {
        Instant now = Instant.parse("2026-11-26T01:00:00Z");
        for (int hour = 0; hour < 5; hour++) {
            Path file = directory.resolve("quotes_BTC-USDT_2026-11-25T0" + hour + "Z.csv.gz");
            Files.write(file, new byte[100]);
            Files.setLastModifiedTime(file, FileTime.from(now.minus(Duration.ofHours(10 - hour))));
        }
        Path other = Files.write(directory.resolve("quotes.csv.gz"), new byte[1000]);
        Files.setLastModifiedTime(other, FileTime.from(now.minus(Duration.ofDays(1000))));
        new Retention(Duration.ofMinutes(9 * 60 + 30), 1000).apply(directory, now);
        assertThat(directory.resolve("quotes_BTC-USDT_2026-11-25T00Z.csv.gz")).doesNotExist();
        assertThat(directory.toFile().list()).hasSize(5);
        new Retention(Duration.ofDays(1), 250).apply(directory, now);
        assertThat(directory.toFile().list())
                .containsExactlyInAnyOrder(
                        "quotes.csv.gz",
                        "quotes_BTC-USDT_2026-11-25T03Z.csv.gz",
                        "quotes_BTC-USDT_2026-11-25T04Z.csv.gz");
    }
}
