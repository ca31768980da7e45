package io.quotegate.service.files;

import static io.quotegate.testkit.Outcomes.refusal;
import static io.quotegate.testkit.Outcomes.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotegate.api.ErrorCode;
import io.quotegate.api.FileEntry;
import io.quotegate.api.Outcome;
import io.quotegate.api.Refusal;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCatalogueTest {
    private static final String SHA_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    /** Of twice {@link FileHashes#TURN_BYTES} zeros and one more. */
    private static final String SHA_OF_LARGE = "bdf7fbb54387c24608fd757a1b31c32cabcd7b6bee8ff3345c897139fffc072a";

    @TempDir
    private Path directory;

    private final ArrayDeque<Runnable> blocking = new ArrayDeque<>();

    private FileCatalogue catalogue() {
        return new FileCatalogue(directory, blocking::add);
    }

    private <T> T await(CompletableFuture<T> future) {
        while (!future.isDone()) {
            blocking.remove().run();
        }
        return future.join();
    }

    private void runAll() {
        while (!blocking.isEmpty()) {
            blocking.remove().run();
        }
    }

    private OpenFile open(FileCatalogue catalogue, String name) {
        return value(await(catalogue.open(name, List.of())));
    }

    @Test
    void tellsAHashWhenItIsComputedAndUntilTheFileChanges() throws IOException {
        Path file = Files.writeString(directory.resolve("a.txt"), "abc");
        FileCatalogue catalogue = catalogue();
        assertThat(value(await(catalogue.list()))).extracting(FileEntry::sha256).containsOnlyNulls();
        runAll();
        assertThat(value(await(catalogue.list()))).extracting(FileEntry::sha256).containsExactly(SHA_OF_ABC);
        assertThat(blocking).as("it is not computed again").isEmpty();
        Files.writeString(file, "abcd");
        assertThat(value(await(catalogue.list()))).extracting(FileEntry::sha256).containsOnlyNulls();
    }

    @Test
    void doesNotTellTheHashOfWhatChangedWhileItWasComputed() throws IOException {
        Path file = Files.writeString(directory.resolve("a.txt"), "abc");
        FileCatalogue catalogue = catalogue();
        value(await(catalogue.list()));
        Files.writeString(file, "abcd");
        runAll();
        assertThat(value(await(catalogue.list()))).extracting(FileEntry::sha256).containsOnlyNulls();
    }

    @Test
    void hashesTakeTurnsAndTheFileOfWhichTheLeastIsLeftGoesFirst() throws IOException {
        try (RandomAccessFile large =
                new RandomAccessFile(directory.resolve("a-large").toFile(), "rw")) {
            large.setLength(2L * FileHashes.TURN_BYTES + 1);
        }
        FileCatalogue catalogue = catalogue();
        await(catalogue.list());
        blocking.remove().run(); // a piece of the large one
        Files.writeString(directory.resolve("b-small"), "abc");
        assertThat(hashes(catalogue)).containsOnlyNulls();
        blocking.remove().run();
        assertThat(hashes(catalogue)).containsExactly(null, SHA_OF_ABC);
        runAll();
        assertThat(hashes(catalogue)).containsExactly(SHA_OF_LARGE, SHA_OF_ABC);
    }

    /** What {@code catalogue} lists, before anything more is hashed. */
    private List<@Nullable String> hashes(FileCatalogue catalogue) {
        CompletableFuture<Outcome<List<FileEntry>>> listing = catalogue.list();
        blocking.removeLast().run(); // the listing, which was asked for last
        return value(listing.join()).stream().map(FileEntry::sha256).toList();
    }

    @Test
    void readsTheDirectoryOnceForAllWhoAskAtOnce() {
        FileCatalogue catalogue = catalogue();
        CompletableFuture<Outcome<List<FileEntry>>> first = catalogue.list();
        assertThat(catalogue.list()).isSameAs(first);
        assertThat(value(await(first))).isEmpty();
        assertThat(catalogue.list()).isNotSameAs(first);
    }

    @Test
    void listsNothingWhereThereIsNoDirectory() {
        FileCatalogue catalogue = new FileCatalogue(directory.resolve("missing"), blocking::add);
        assertThat(value(await(catalogue.list()))).isEmpty();
        assertThat(refusal(await(catalogue.open("a.txt", List.of()))))
                .isEqualTo(new Refusal(ErrorCode.UNKNOWN_FILE, "unknown file: a.txt"));
    }

    @Test
    void offersWhatIsInFoldersAsDeepAsAllowedAndNothingBehindLinks() throws IOException {
        Files.createDirectories(directory.resolve("a/.hidden"));
        Files.createDirectories(directory.resolve(".git"));
        Path deepest = Files.createDirectories(directory.resolve("d/".repeat(15)));
        Path tooDeep = Files.createDirectory(deepest.resolve("d"));
        for (String name : List.of("top", "a/inner", "a/.secret", "a/.hidden/x", ".git/config")) {
            Files.writeString(directory.resolve(name), "abc");
        }
        Files.writeString(deepest.resolve("file"), "abc");
        Files.writeString(tooDeep.resolve("file"), "abc");
        Files.createSymbolicLink(directory.resolve("a/same"), Path.of("inner"));
        Files.createSymbolicLink(directory.resolve("a/up"), Path.of("../top"));
        Files.createSymbolicLink(directory.resolve("b"), Path.of("a"));
        Files.createSymbolicLink(directory.resolve("a/round"), directory);
        FileCatalogue catalogue = catalogue();
        String deep = "d/".repeat(15) + "file";
        assertThat(value(await(catalogue.list())))
                .extracting(FileEntry::name)
                .containsExactly("a/inner", "a/same", deep, "top");
        try (OpenFile opened = open(catalogue, deep)) {
            assertThat(opened.entry().name()).isEqualTo(deep);
        }
        for (String name : List.of(
                "a", "a/up", "b/inner", "a/round/top", "a/.secret", ".git/config", "d/".repeat(16) + "file", "/top")) {
            assertThat(refusal(await(catalogue.open(name, List.of()))).code())
                    .as(name)
                    .isEqualTo(ErrorCode.UNKNOWN_FILE);
        }
    }

    @Test
    void opensTheFirstOfSeveralNamesThatThereIs() throws IOException {
        Files.writeString(directory.resolve("a.txt.zst"), "abc");
        OpenFile opened = value(await(catalogue().open("a.txt", List.of("a.txt.gz", "../a.txt", "a.txt.zst"))));
        assertThat(opened.entry().name()).isEqualTo("a.txt.zst");
    }

    @Test
    void boundsHowManyFilesAreOpen() throws IOException {
        Files.writeString(directory.resolve("a.txt"), "abc");
        FileCatalogue catalogue = catalogue();
        List<OpenFile> open = new ArrayList<>();
        for (int i = 0; i < 512; i++) {
            open.add(open(catalogue, "a.txt"));
        }
        assertThat(refusal(await(catalogue.open("a.txt", List.of()))).code()).isEqualTo(ErrorCode.LIMIT);
        open.get(0).close();
        open.get(0).close(); // counts once
        open.set(0, open(catalogue, "a.txt"));
        assertThat(await(catalogue.open("a.txt", List.of()))).isInstanceOf(Outcome.Refused.class);
        for (OpenFile file : open) {
            file.close();
        }
    }

    @Test
    void noticesEveryChangeAfterItWasOpened() throws IOException {
        Path path = directory.resolve("a.txt");
        FileCatalogue catalogue = catalogue();
        List<Change> changes = List.of(
                () -> Files.writeString(path, "abcd"),
                () -> Files.writeString(path, "ab"),
                () -> Files.delete(path),
                () -> Files.setLastModifiedTime(path, FileTime.from(Instant.EPOCH)),
                () -> Files.move(
                        Files.writeString(directory.resolve("b.txt"), "abc"),
                        path,
                        StandardCopyOption.REPLACE_EXISTING));
        for (Change change : changes) {
            Files.writeString(path, "abc");
            try (OpenFile file = open(catalogue, "a.txt")) {
                ByteBuffer into = ByteBuffer.allocate(2);
                file.read(1, into);
                assertThat(into.array()).isEqualTo(new byte[] {'b', 'c'});
                change.make();
                assertThatThrownBy(() -> file.read(0, ByteBuffer.allocate(2)))
                        .isInstanceOf(FileChangedException.class)
                        .hasMessageContaining("a.txt");
            }
        }
    }

    private interface Change {
        void make() throws IOException;
    }
}
