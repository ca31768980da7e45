package io.quotegate.service.files;

import static io.quotegate.testkit.Outcomes.refusal;
import static io.quotegate.testkit.Outcomes.value;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotegate.api.ErrorCode;
import io.quotegate.api.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
    private static final Instant MODIFIED = Instant.parse("2026-03-04T05:06:07Z");

    @TempDir
    private Path directory;

    private void put(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, FileTime.from(MODIFIED));
    }

    private FileCatalogue catalogue() {
        return new FileCatalogue(directory, Runnable::run);
    }

    private OpenFile open(String... names) {
        return value(catalogue().archive(List.of(names)).join());
    }

    private static byte[] read(OpenFile file, long from, long to) throws IOException {
        ByteBuffer into = ByteBuffer.allocate((int) (to - from));
        file.read(from, into);
        return into.array();
    }

    private static Map<String, String> unpacked(byte[] zip) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), new String(in.readAllBytes(), UTF_8));
                assertThat(entry.getLastModifiedTime().toInstant()).isEqualTo(MODIFIED);
            }
        }
        return files;
    }

    @Test
    void holdsEveryFileOnceAndIsTheSameFromWhereverItIsRead() throws IOException {
        put("a.txt", "content of a");
        put("one/two/ü €.txt", "inner");
        put("empty", "");
        try (OpenFile archive = open("a.txt", "one/two/ü €.txt", "empty", "a.txt")) {
            long size = archive.entry().sizeBytes();
            byte[] whole = read(archive, 0, size);
            assertThat(unpacked(whole))
                    .isEqualTo(Map.of("a.txt", "content of a", "one/two/ü €.txt", "inner", "empty", ""));
            for (int from = 0; from < size; from++) {
                int to = (int) Math.min(size, from + 7);
                assertThat(read(archive, from, size)).isEqualTo(Arrays.copyOfRange(whole, from, whole.length));
                assertThat(read(archive, from, to)).isEqualTo(Arrays.copyOfRange(whole, from, to));
            }
            Path zip = Files.write(directory.resolve("whole.zip"), whole);
            try (ZipFile file = new ZipFile(zip.toFile())) {
                List<String> names = new ArrayList<>();
                Collections.list(file.entries()).forEach(entry -> names.add(entry.getName()));
                assertThat(names).containsExactly("a.txt", "one/two/ü €.txt", "empty");
                assertThat(file.getEntry("a.txt").getMethod()).isEqualTo(ZipEntry.STORED);
            }
        }
    }

    @Test
    void holdsFilesAndBeginsOthersBeyondFourGibibytes() throws IOException {
        long large = 5L << 30;
        Path sparse = directory.resolve("large");
        try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
            file.setLength(large); // takes no room
        }
        put("small", "small content");
        Path small = directory.resolve("small");
        List<ArchivedFile> files = List.of(
                new ArchivedFile("large", sparse, FileVersion.of(sparse), 0),
                new ArchivedFile(
                        "small", small, FileVersion.of(small), new FileChecksums().of(small, FileVersion.of(small))));
        Path zip = directory.resolve("large.zip");
        try (Archive archive = new Archive(files, () -> {});
                RandomAccessFile out = new RandomAccessFile(zip.toFile(), "rw")) {
            int header = ZipHeaders.local(files.get(0)).length;
            out.write(read(archive, 0, header));
            out.seek(header + large);
            out.write(read(archive, header + large, archive.entry().sizeBytes()));
        }
        try (ZipFile file = new ZipFile(zip.toFile())) {
            assertThat(file.getEntry("large").getSize()).isEqualTo(large);
            try (InputStream in = file.getInputStream(file.getEntry("small"))) {
                assertThat(in.readAllBytes()).isEqualTo("small content".getBytes(UTF_8));
            }
        }
    }

    @Test
    void hasAnotherTagForEveryOtherContent() throws IOException {
        put("a", "one");
        put("b", "one");
        FileCatalogue catalogue = catalogue();
        List<String> tags = new ArrayList<>();
        for (List<String> names : List.of(List.of("a", "b"), List.of("b", "a"), List.of("a"))) {
            tags.add(tag(catalogue, names));
        }
        put("a", "two");
        Files.setLastModifiedTime(directory.resolve("a"), FileTime.from(MODIFIED.plusNanos(1_000)));
        tags.add(tag(catalogue, List.of("a", "b")));
        assertThat(tags).doesNotHaveDuplicates();
        assertThat(tag(catalogue, List.of("a", "b"))).isEqualTo(tags.get(3));
    }

    private static String tag(FileCatalogue catalogue, List<String> names) throws IOException {
        try (OpenFile archive = value(catalogue.archive(names).join())) {
            return archive.tag();
        }
    }

    @Test
    void isNoneOfWhatIsNotOffered() throws IOException {
        put("a", "one");
        put(".hidden", "x");
        FileCatalogue catalogue = catalogue();
        assertRefused(catalogue.archive(List.of("a", "missing")), ErrorCode.UNKNOWN_FILE, "unknown file: missing");
        assertRefused(catalogue.archive(List.of(".hidden")), ErrorCode.UNKNOWN_FILE, "unknown file: .hidden");
        assertRefused(catalogue.archive(List.of("")), ErrorCode.UNKNOWN_FILE, "unknown file: ");
        assertRefused(catalogue.archive(List.of()), ErrorCode.BAD_REQUEST, "name: 0 times");
        assertRefused(catalogue.archive(Collections.nCopies(1001, "a")), ErrorCode.BAD_REQUEST, "name: 1001 times");
        assertThat(catalogue.archive(List.of("a")).join()).isInstanceOf(Outcome.Answer.class);
    }

    private static void assertRefused(CompletableFuture<Outcome<OpenFile>> archive, ErrorCode code, String message) {
        assertThat(refusal(archive.join()).code()).isEqualTo(code);
        assertThat(refusal(archive.join()).message()).startsWith(message);
    }

    @Test
    void neverEndsWithAFileThatChangedMeanwhile() throws IOException {
        put("a", "one");
        put("b", "two");
        try (OpenFile archive = open("a", "b")) {
            read(archive, 0, 60);
            Files.writeString(directory.resolve("b"), "other");
            assertThatThrownBy(() -> read(archive, 0, archive.entry().sizeBytes()))
                    .isInstanceOf(FileChangedException.class);
            Files.delete(directory.resolve("b"));
            assertThatThrownBy(() -> read(archive, 0, archive.entry().sizeBytes()))
                    .isInstanceOf(FileChangedException.class);
        }
    }
}
