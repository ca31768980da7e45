package io.quotegate.cli.client;

import io.quotegate.text.FailureText;
import io.quotegate.text.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Where a file is put that is fetched: in the directory it is to go to or one below, whatever a gateway calls it, and by
 * no link. Until it is whole it is called {@code .part}. Whatever goes wrong is a {@link FileFailedException}. Blocks; one
 * thread.
 */
final class LocalFile {
    private static final String UNFINISHED = ".part";
    private static final int BUFFER_BYTES = 256 * 1024;

    private final Path directory;
    private final Path path;
    private final Path part;

    private LocalFile(Path directory, Path path) {
        this.directory = directory;
        this.path = path;
        part = path.resolveSibling(path.getFileName() + UNFINISHED);
    }

    /** What {@code name}, of parts between {@code /}, is in {@code directory}. */
    static LocalFile of(String name, Path directory) throws FileFailedException {
        Path path = directory;
        for (String each : name.split("/", -1)) {
            if (each.isEmpty() || each.equals(".") || each.equals("..") || each.indexOf('\\') >= 0) {
                throw new FileFailedException("name: " + name + " (expected: one of files list)");
            }
            try {
                path = path.resolve(each);
            } catch (InvalidPathException e) {
                throw new FileFailedException(
                        "cannot write " + name + ": the locale has no such file names (expected: LC_ALL=C.UTF-8)", e);
            }
        }
        return new LocalFile(directory, path);
    }

    /** Something on the disk, which may fail. */
    private interface Action<T> {
        T run() throws IOException;
    }

    private static <T> T attempt(String verb, Path file, Action<T> action) throws FileFailedException {
        try {
            return action.run();
        } catch (IOException e) {
            String text = FailureText.of(e); // of some failures it begins with the file
            throw new FileFailedException(
                    "cannot " + verb + ' ' + (e instanceof FileSystemException ? text : file + ": " + text), e);
        }
    }

    Path path() {
        return path;
    }

    boolean isThere() {
        return Files.isRegularFile(path);
    }

    /** Of what is there. */
    long sizeBytes() throws FileFailedException {
        return attempt("read", path, () -> Files.size(path));
    }

    long partBytes() throws FileFailedException {
        return attempt("read", part, () -> Files.exists(part, LinkOption.NOFOLLOW_LINKS) ? Files.size(part) : 0L);
    }

    /** Makes the directories, so that there is a place for it. */
    void prepare() throws FileFailedException {
        attempt("write", directory, () -> Files.createDirectories(directory));
        Path at = directory;
        for (Path each : directory.relativize(path)) {
            at = at.resolve(each);
            if (at.equals(path)) {
                break;
            }
            if (Files.isSymbolicLink(at)) {
                throw new FileFailedException("cannot write " + path + ": " + at + " is a link");
            }
            Path below = at;
            if (!Files.isDirectory(below)) {
                attempt("write", below, () -> Files.createDirectory(below));
            }
        }
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileFailedException("cannot write " + path + ": it is a directory");
        }
    }

    /** Writes behind the part that is there. */
    Part append() throws FileFailedException {
        return new Part(attempt(
                "write",
                part,
                () -> Files.newOutputStream(
                        part, StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS)));
    }

    void deletePart() throws FileFailedException {
        attempt("delete", part, () -> Files.deleteIfExists(part));
    }

    /** Of what is there, in hexadecimal digits. */
    String sha256() throws FileFailedException {
        return attempt("read", path, () -> sha256(path));
    }

    String partSha256() throws FileFailedException {
        return attempt("read", part, () -> sha256(part));
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = Sha256.digest();
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest());
        }
    }

    /** The part is whole: it takes its name and the time that it had where it comes from. */
    void finish(@Nullable FileTime modified) throws FileFailedException {
        attempt("write", path, () -> {
            if (modified != null) {
                Files.setLastModifiedTime(part, modified);
            }
            return Files.move(part, path, StandardCopyOption.REPLACE_EXISTING);
        });
    }

    /** The part, while it is written. */
    final class Part implements AutoCloseable {
        private final OutputStream out;

        private Part(OutputStream out) {
            this.out = out;
        }

        void write(byte[] piece) throws FileFailedException {
            attempt("write", part, () -> {
                out.write(piece);
                return out;
            });
        }

        @Override
        public void close() throws FileFailedException {
            attempt("write", part, () -> {
                out.close();
                return out;
            });
        }
    }
}
