package io.quotegate.service.files;

import io.quotegate.api.ErrorCode;
import io.quotegate.api.FileEntry;
import io.quotegate.api.Outcome;
import io.quotegate.api.Refusal;
import io.quotegate.text.FailureText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of one directory and its folders that are offered for download. Whatever is wrong with a name, the answer is the same, so
 * that nobody learns what there is beside them. Any thread: the disk is read on the blocking pool.
 */
public final class FileCatalogue {
    private static final Logger LOG = LoggerFactory.getLogger(FileCatalogue.class);
    /** Most files listed; of more, the newest. */
    private static final int MOST_LISTED = 10_000;
    /** Most files of one archive. */
    private static final int MOST_ARCHIVED = 1_000;
    /** Most files that are open at once. */
    private static final int MOST_OPEN = 512;

    private final Path directory;
    private final Executor blocking;
    private final FileHashes hashes;
    private final FileChecksums checksums = new FileChecksums();
    private final Semaphore open = new Semaphore(MOST_OPEN);
    private CompletableFuture<Outcome<List<FileEntry>>> listing =
            CompletableFuture.completedFuture(Outcome.of(List.of()));

    private CompletableFuture<Outcome<OpenFile>> lastArchive =
            CompletableFuture.completedFuture(Outcome.refused(Refusal.FAILED));

    /** @param blocking runs what reads the disk */
    public FileCatalogue(Path directory, Executor blocking) {
        this.directory = directory;
        this.blocking = blocking;
        hashes = new FileHashes(blocking);
    }

    /** All files that are offered, by name. Those who ask while the directory is being read share what comes of it. */
    public synchronized CompletableFuture<Outcome<List<FileEntry>>> list() {
        if (listing.isDone()) {
            listing = outcome(() -> Outcome.of(read()));
        }
        return listing;
    }

    /** What comes of {@code question}, which is asked on the blocking pool; whatever it throws is our fault. */
    private <T> CompletableFuture<Outcome<T>> outcome(Supplier<Outcome<T>> question) {
        return CompletableFuture.supplyAsync(question, blocking).exceptionally(failure -> {
            LOG.warn("reading {} failed", directory, failure);
            return Outcome.refused(Refusal.FAILED);
        });
    }

    private List<FileEntry> read() {
        List<FileEntry> entries = new ArrayList<>();
        try {
            for (String name : FolderWalk.names(directory.toRealPath())) {
                FileEntry entry = entry(name);
                if (entry != null) {
                    entries.add(entry);
                }
            }
        } catch (NoSuchFileException e) {
            return List.of(); // nothing is offered yet
        } catch (IOException e) {
            LOG.warn("{} cannot be listed: {}", directory, FailureText.of(e));
        }
        entries.sort(Comparator.comparing(FileEntry::modifiedUs).reversed());
        return entries.stream()
                .limit(MOST_LISTED)
                .sorted(Comparator.comparing(FileEntry::name))
                .toList();
    }

    private @Nullable FileEntry entry(String name) {
        try {
            Path path = resolve(name);
            return path == null ? null : entry(name, path, FileVersion.of(path));
        } catch (IOException e) {
            return null; // it has just gone
        }
    }

    private FileEntry entry(String name, Path path, FileVersion version) {
        return new FileEntry(name, version.sizeBytes(), version.modifiedUs(), hashes.of(name, path, version));
    }

    /** Where the file called {@code name} really is; null if it is not offered. Blocks. */
    private @Nullable Path resolve(String name) throws IOException {
        if (!FileNames.isAllowed(name)) {
            return null;
        }
        Path home = directory.toRealPath();
        Path folder;
        Path real;
        try {
            folder = home.resolve(name.substring(0, Math.max(0, name.lastIndexOf('/'))));
            real = home.resolve(name).toRealPath();
        } catch (InvalidPathException e) {
            return null;
        }
        boolean offered = folder.toRealPath().equals(folder) // by no link
                && folder.equals(real.getParent()) // nor to another place
                && FileNames.isAllowedPart(real.getFileName().toString())
                && Files.isRegularFile(real)
                && Files.isReadable(real);
        return offered ? real : null;
    }

    /** The file called {@code name}, or the first of {@code others} where there is none; whoever is given it closes it. */
    public CompletableFuture<Outcome<OpenFile>> open(String name, List<String> others) {
        return outcome(() -> openNow(name, others));
    }

    private Outcome<OpenFile> openNow(String name, List<String> others) {
        if (name.isEmpty()) {
            return Outcome.refused(Refusal.badRequest("name", name, "that of a file"));
        }
        if (!open.tryAcquire()) {
            return tooManyOpen();
        }
        boolean opened = false;
        try {
            OpenFile file = find(name);
            for (int i = 0; file == null && i < others.size(); i++) {
                file = find(others.get(i));
            }
            opened = file != null;
            return file == null ? unknown(name) : Outcome.of(file);
        } finally {
            if (!opened) {
                open.release();
            }
        }
    }

    private static Outcome<OpenFile> tooManyOpen() {
        return Outcome.refused(new Refusal(
                ErrorCode.LIMIT, "downloads: " + MOST_OPEN + " are under way (expected: to come back later)"));
    }

    private static Outcome<OpenFile> unknown(String name) {
        return Outcome.refused(new Refusal(ErrorCode.UNKNOWN_FILE, "unknown file: " + Refusal.shown(name)));
    }

    /**
     * The files called {@code names} as one ZIP; whoever is given it closes it. Files whose checksum is not known are read
     * first, for one archive at a time.
     */
    public synchronized CompletableFuture<Outcome<OpenFile>> archive(List<String> names) {
        lastArchive = lastArchive.thenCompose(before -> outcome(() -> archiveNow(names)));
        return lastArchive;
    }

    private Outcome<OpenFile> archiveNow(List<String> names) {
        if (names.isEmpty() || names.size() > MOST_ARCHIVED) {
            return Outcome.refused(Refusal.badRequest(
                    "name: " + names.size() + " times (expected: once for each of 1.." + MOST_ARCHIVED + " files)"));
        }
        List<ArchivedFile> files = new ArrayList<>();
        for (String name : new LinkedHashSet<>(names)) {
            try {
                Path path = resolve(name);
                if (path == null) {
                    return unknown(name);
                }
                FileVersion version = FileVersion.of(path);
                files.add(new ArchivedFile(name, path, version, checksums.of(path, version)));
            } catch (FileChangedException e) {
                return Outcome.refused(new Refusal(
                        ErrorCode.NO_DATA, Refusal.shown(name) + " is being written (expected: to come back later)"));
            } catch (IOException e) {
                return unknown(name);
            }
        }
        return open.tryAcquire() ? Outcome.of(new Archive(files, open::release)) : tooManyOpen();
    }

    private @Nullable OpenFile find(String name) {
        try {
            Path path = resolve(name);
            if (path == null) {
                return null;
            }
            FileVersion version = FileVersion.of(path);
            return DiskFile.open(path, version, entry(name, path, version), open::release);
        } catch (IOException e) {
            LOG.debug("{} is not offered: {}", Refusal.withoutTokens(name), Refusal.withoutTokens(e.toString()));
            return null;
        }
    }
}
