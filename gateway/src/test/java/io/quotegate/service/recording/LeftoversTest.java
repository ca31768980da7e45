package io.quotegate.service.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotegate.market.Instruments;
import io.quotegate.text.ByteWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class LeftoversTest {
    private static final long HOUR = 490_000;
    private static final long START_US = HOUR * RecordingNames.HOUR_US;
    private static final String NAME =
            RecordingNames.of(RecordingKind.TRADES, "BTC-USDT", HOUR); // of the rows that are written here
    private static final String PART = '.' + NAME + ".part";
    private static final String COMPLETE = NAME + ".csv.gz";

    @TempDir
    private Path directory;

    private final Random random = new Random(12);

    private String row(int number) {
        return (START_US + number) + ",2,BTC-USDT,okx," + number + ",1,6370" + random.nextInt(1000) + ".2,2,sell,"
                + number + ",0";
    }

    private HourFiles files() {
        return new HourFiles(
                directory, RecordingKind.TRADES, Instruments.of(List.of("BTC-USDT")), RecordingListener.NONE);
    }

    private List<String> recovered(String name) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(directory.resolve(name)))) {
            return new String(in.readAllBytes(), UTF_8).lines().skip(1).toList();
        }
    }

    @Test
    void hasEveryRowThatWasFlushedWheneverTheWriterIsKilledAndNoHalfOne() throws IOException {
        for (int round = 0; round < 25; round++) {
            HourFiles files = files();
            List<String> written = new ArrayList<>();
            int rows = 1 + random.nextInt(2_000);
            int flushed = 0;
            long flushedBytes = 0;
            for (int i = 0; i < rows; i++) {
                String row = row(i);
                written.add(row);
                files.write(0, START_US + i, new ByteWriter(128).ascii(row + '\n'));
                if (random.nextInt(300) == 0) {
                    files.flush();
                    flushed = written.size();
                    flushedBytes = Files.size(directory.resolve(PART));
                }
            }
            byte[] there = Files.readAllBytes(directory.resolve(PART)); // what a killed process leaves
            files.abandon();
            int cut = (int) flushedBytes + random.nextInt((int) (there.length - flushedBytes) + 1);
            Files.write(directory.resolve(PART), Arrays.copyOf(there, cut));
            Leftovers.complete(directory, RecordingListener.NONE);
            if (flushed > 0) {
                List<String> found = recovered(COMPLETE);
                assertThat(found.size()).as("round %d", round).isGreaterThanOrEqualTo(flushed);
                assertThat(found).as("round %d", round).isEqualTo(written.subList(0, found.size()));
            }
            Files.deleteIfExists(directory.resolve(COMPLETE));
            assertThat(directory.toFile().list()).as("round %d", round).isEmpty();
        }
    }

    @Test
    void leavesOutALastRowThatWasCutWithinItsLastNumber() throws IOException {
        Files.write(directory.resolve(PART), flushed("header\n" + row(1) + '\n' + row(234)));
        Leftovers.complete(directory, RecordingListener.NONE);
        assertThat(recovered(COMPLETE)).hasSize(1);
    }

    @Test
    void beginsNoRecordingOverOneThatWasLeft() throws IOException {
        byte[] left = flushed("header\n" + row(1) + '\n');
        Files.write(directory.resolve(PART), left);
        HourFiles files = files();
        files.write(0, START_US, new ByteWriter(128).ascii(row(2) + '\n'));
        files.abandon();
        assertThat(directory.resolve(PART)).hasBinaryContent(left);
        Leftovers.complete(directory, RecordingListener.NONE);
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder(COMPLETE, NAME + "_2.csv.gz");
    }

    @Test
    void startsAnewWhereItWasKilledItself() throws IOException {
        Files.write(directory.resolve(PART), flushed("header\n" + row(1) + '\n'));
        Files.write(directory.resolve('.' + NAME + ".mend"), new byte[10]);
        Leftovers.complete(directory, RecordingListener.NONE);
        assertThat(directory.toFile().list()).containsExactly(COMPLETE);
        assertThat(recovered(COMPLETE)).hasSize(1);
    }

    @Test
    void keepsWhatItCannotReadToItsEnd() throws IOException {
        StringBuilder rows = new StringBuilder("header\n");
        for (int i = 0; i < 100; i++) {
            rows.append(row(i)).append('\n');
        }
        byte[] bytes = flushed(rows.toString());
        byte[] damaged = Arrays.copyOf(bytes, bytes.length + 100);
        Arrays.fill(damaged, bytes.length, damaged.length, (byte) 0xFF);
        Files.write(directory.resolve(PART), damaged);
        Files.write(directory.resolve('.' + NAME + "_2.part"), "no gzip at all".getBytes(UTF_8));
        Leftovers.complete(directory, RecordingListener.NONE);
        assertThat(recovered(COMPLETE)).hasSizeBetween(97, 100);
        assertThat(directory.toFile().list())
                .containsExactlyInAnyOrder(COMPLETE, '.' + NAME + ".damaged", '.' + NAME + "_2.damaged");
    }

    @Test
    void completesTheOthersWhereOneCannotBeRead() throws IOException {
        Files.createDirectory(directory.resolve(PART));
        Files.write(directory.resolve('.' + NAME + "_2.part"), flushed("header\n" + row(1) + '\n'));
        assertThatThrownBy(() -> Leftovers.complete(directory, RecordingListener.NONE))
                .isInstanceOf(IOException.class);
        assertThat(recovered(COMPLETE)).hasSize(1);
    }

    /** What is in the file of a writer that was killed after it had flushed {@code text}. */
    private static byte[] flushed(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        OutputStream out = new GZIPOutputStream(packed, true);
        out.write(text.getBytes(UTF_8));
        out.flush();
        return packed.toByteArray();
    }
}
