package io.quotegate.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.api.Right;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A file of tokens as commands change it: one at a time, and whole or not at all, whatever happens amid it. Only its owner
 * can read what is new; one that is there keeps its owner, and who may read it but strangers. Any thread; blocks.
 */
public final class TokenFile {
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> MOST = PosixFilePermissions.fromString("rw-r-----");
    private static final long MOST_BYTES = 16L * 1024 * 1024;

    private final Path path;

    public TokenFile(Path path) {
        this.path = path;
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /**
     * The tokens in it.
     *
     * @throws TokenException if a line is wrong
     * @throws IOException if it cannot be read
     */
    public List<Token> tokens() throws IOException {
        return tokens(content());
    }

    /** The tokens that {@code content} of it has. */
    List<Token> tokens(String content) {
        try {
            return TokenLines.read(content.lines().toList());
        } catch (TokenException e) {
            throw new TokenException(path + ": " + e.getMessage());
        }
    }

    /** What stands in it. */
    String content() throws IOException {
        try {
            if (Files.size(path) > MOST_BYTES) {
                throw new IOException(path + ": larger than " + MOST_BYTES + " bytes (expected: a file of tokens)");
            }
            return Files.readString(path, UTF_8);
        } catch (NoSuchFileException e) {
            throw new IOException(
                    path + ": is not there (expected: made by quotegate token add NAME --file " + path + ')', e);
        } catch (java.nio.charset.CharacterCodingException e) {
            throw new IOException(path + ": not UTF-8 (expected: a file of tokens)", e);
        }
    }

    /**
     * Adds a token called {@code name}, and returns it: the only time that it is told.
     *
     * @throws TokenException if there is one of that name, or the file is no file of tokens
     */
    public String add(String name, Set<Right> rights) throws IOException {
        String secret = Secret.next();
        String hash = HexFormat.of().formatHex(Secret.hash(secret));
        Token token = new Token(name, hash, rights, Instant.now().truncatedTo(ChronoUnit.SECONDS));
        change(lines -> {
            if (tokens(String.join("\n", lines)).stream()
                    .anyMatch(other -> other.name().equals(name))) {
                throw new TokenException(path + ": has a token called " + name
                        + " (expected: another name, or quotegate" + " token revoke " + name + " before)");
            }
            List<String> more = new ArrayList<>(lines);
            more.add(TokenLines.line(token));
            return more;
        });
        return secret;
    }

    /**
     * Takes the token called {@code name} out, even where other lines are wrong.
     *
     * @throws TokenException if there is none
     */
    public void revoke(String name) throws IOException {
        content(); // or there is nothing to change
        change(lines -> {
            List<String> left = lines.stream()
                    .filter(line -> !name.equals(TokenLines.nameOf(line)))
                    .toList();
            if (left.size() == lines.size()) {
                throw new TokenException(path + ": has no token called " + name);
            }
            return left;
        });
    }

    /** Nobody else changes it meanwhile: who wants to waits for a lock on a file beside it, for this one is replaced. */
    private void change(UnaryOperator<List<String>> edit) throws IOException {
        synchronized (TokenFile.class) { // locks of files are between processes
            changeLocked(edit);
        }
    }

    private void changeLocked(UnaryOperator<List<String>> edit) throws IOException {
        Path real = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath(); // what a link leads to is replaced
        Path directory = real.getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Path lock = real.resolveSibling(real.getFileName() + ".lock");
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(lock, options, ownersOnly());
                var held = channel.lock()) {
            List<String> before = Files.exists(real) ? content().lines().toList() : List.of(TokenLines.HEAD.strip());
            replace(real, String.join("\n", edit.apply(before)) + '\n');
        }
    }

    private static void replace(Path file, String content) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(part);
        Files.createFile(part, ownersOnly());
        try (FileChannel out = FileChannel.open(part, StandardOpenOption.WRITE)) {
            for (var bytes = UTF_8.encode(content); bytes.hasRemaining(); ) {
                out.write(bytes);
            }
            out.force(true);
        }
        if (Files.exists(file)) {
            giveTo(file, part);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Lets {@code part} belong to whom {@code file} does, so that a gateway of another user can go on reading it. */
    private static void giveTo(Path file, Path part) throws IOException {
        if (!isPosix()) {
            return;
        }
        PosixFileAttributes known = Files.readAttributes(file, PosixFileAttributes.class);
        PosixFileAttributeView view =
                Files.getFileAttributeView(part, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        PosixFileAttributes made = view.readAttributes();
        if (!known.owner().equals(made.owner())) {
            view.setOwner(known.owner());
        }
        if (!known.group().equals(made.group())) {
            view.setGroup(known.group());
        }
        Set<PosixFilePermission> permissions = EnumSet.copyOf(known.permissions());
        permissions.addAll(OWNER);
        permissions.retainAll(MOST);
        view.setPermissions(permissions);
    }

    private static boolean isPosix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] ownersOnly() {
        return isPosix()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
                : new FileAttribute<?>[0];
    }
}
