package io.quotegate.service.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** What a gateway that was killed may have left: whole rows are kept, all that is offered can be read, nothing is stuck. */
class LeftoversFuzz {
    private static final String NAME = "trades_BTC-USDT_2026-01-01T00Z";

    /** The file as it stands on the disk. */
    @FuzzTest(maxDuration = "1m")
    void packed(byte[] bytes) throws IOException {
        complete(bytes);
    }

    /** What stands in it, packed as it should be. */
    @FuzzTest(maxDuration = "1m")
    void rows(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        List<String> offered = complete(packed.toByteArray());
        List<String> written = lines(bytes);
        assertThat(written).containsAll(offered);
    }

    private static List<String> lines(byte[] bytes) {
        List<String> lines = List.of(new String(bytes, UTF_8).split("\n", -1));
        return lines.subList(1, Math.max(1, lines.size() - 1)); // neither the header nor half a line
    }

    /** The rows that are offered afterwards. */
    private static List<String> complete(byte[] left) throws IOException {
        Path directory = Files.createTempDirectory("leftovers");
        try {
            Files.write(directory.resolve('.' + NAME + ".part"), left);
            Told told = new Told();
            Told again = new Told();
            Leftovers.complete(directory, told);
            List<String> names = names(directory);
            assertThat(names).noneMatch(RecordingNames::isUnfinished).noneMatch(RecordingNames::isMended);
            assertThat(names.stream().filter(RecordingNames::isComplete)).isEqualTo(told.names);
            Leftovers.complete(directory, again);
            assertThat(names(directory)).isEqualTo(names);
            assertThat(again.names).isEmpty();
            assertThat(told.names).hasSizeLessThan(2);
            return told.names.isEmpty() ? List.of() : rowsOf(directory.resolve(told.names.get(0)));
        } finally {
            delete(directory);
        }
    }

    private static List<String> rowsOf(Path recording) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(recording))) {
            String text = new String(in.readAllBytes(), UTF_8);
            assertThat(text).startsWith(RecordingKind.FIRST_COLUMN).endsWith("\n");
            List<String> lines = List.of(text.substring(0, text.length() - 1).split("\n", -1));
            assertThat(lines).extracting(LeftoversFuzz::commas).containsOnly(commas(lines.get(0)));
            return lines.subList(1, lines.size());
        }
    }

    private static long commas(String line) {
        return line.chars().filter(c -> c == ',').count();
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    private static void delete(Path directory) throws IOException {
        for (String name : names(directory)) {
            Files.delete(directory.resolve(name));
        }
        Files.delete(directory);
    }

    /** Writes down what is complete. */
    private static final class Told implements RecordingListener {
        private final List<String> names = new ArrayList<>();

        @Override
        public void onCompleted(String name, long fromUs, long toUs, long sizeBytes) {
            assertThat(fromUs).isLessThanOrEqualTo(toUs);
            assertThat(sizeBytes).isPositive();
            names.add(name);
        }

        @Override
        public void onDeleted(String name) {
            throw new AssertionError("nothing is deleted here");
        }
    }
}
