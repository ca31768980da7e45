package io.quotegate.service.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The SHA-256 of files, computed one file at a time on the blocking pool and remembered for as long as the file stays
 * what it is. Any thread.
 */
public final class FileHashes {
    private static final Logger LOG = LoggerFactory.getLogger(FileHashes.class);
    private static final int BUFFER_BYTES = 256 * 1024;
    /** Most hashes remembered, and most files that wait for theirs. */
    private static final int MOST = 10_000;

    private record Key(String name, FileVersion version) {}

    private final Executor blocking;
    private final Map<Key, String> known = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Key, Path> waiting = new LinkedHashMap<>();
    private boolean working;

    FileHashes(Executor blocking) {
        this.blocking = blocking;
    }

    /** In hexadecimal digits; null, and computed from now on, if it is not known yet. */
    synchronized @Nullable String of(String name, Path path, FileVersion version) {
        Key key = new Key(name, version);
        String hash = known.get(key);
        if (hash == null && waiting.size() < MOST) {
            waiting.put(key, path);
            goOn();
        }
        return hash;
    }

    /** Has the next file read; called with the lock held. */
    private void goOn() {
        if (!working && !waiting.isEmpty()) {
            working = true;
            try {
                blocking.execute(this::work);
            } catch (RejectedExecutionException e) {
                working = false; // the gateway stops
            }
        }
    }

    private void work() {
        Map.Entry<Key, Path> next;
        synchronized (this) {
            next = waiting.entrySet().iterator().next();
        }
        Key key = next.getKey();
        Path path = next.getValue();
        String hash = null;
        try {
            hash = compute(path);
            hash = FileVersion.of(path).equals(key.version()) ? hash : null;
        } catch (IOException e) {
            LOG.debug("{} cannot be hashed: {}", path, e.toString());
        }
        done(key, hash);
    }

    private synchronized void done(Key key, @Nullable String hash) {
        waiting.remove(key);
        if (hash != null) {
            known.put(key, hash);
            if (known.size() > MOST) {
                known.remove(known.keySet().iterator().next());
            }
        }
        working = false;
        goOn();
    }

    /** The hash of {@code path} in hexadecimal digits. Blocks. */
    public static String compute(Path path) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(path)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
