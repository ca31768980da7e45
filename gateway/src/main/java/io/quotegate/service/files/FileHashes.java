package io.quotegate.service.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The SHA-256 of files, computed on the blocking pool and remembered for as long as the file stays what it is. Files take
 * turns, a piece of one at a time, and the one of which the least is left goes first: nobody waits for the hash of a small
 * file because a large one came before, and the pool is free for others between two pieces. Any thread.
 */
public final class FileHashes {
    private static final Logger LOG = LoggerFactory.getLogger(FileHashes.class);
    /** Most that is read in one turn. */
    static final int TURN_BYTES = 16 * 1024 * 1024;
    /** Most hashes remembered, and most files that wait for theirs. */
    private static final int MOST = 10_000;

    private record Key(String name, FileVersion version) {}

    /** A file that waits for its hash, in the order of who asked. */
    private record Waiting(Key key, Path path, long order, PartialHash hash) {
        long leftBytes() {
            return key.version().sizeBytes() - hash.readBytes();
        }
    }

    private final Executor blocking;
    private final Map<Key, String> known = new LinkedHashMap<>(16, 0.75f, true);
    private final Set<Key> asked = new HashSet<>(); // those that wait, and the one that is read
    private final PriorityQueue<Waiting> waiting =
            new PriorityQueue<>(Comparator.comparing(Waiting::leftBytes).thenComparing(Waiting::order));
    private boolean working;
    private long order;

    FileHashes(Executor blocking) {
        this.blocking = blocking;
    }

    /** In hexadecimal digits; null, and computed from now on, if it is not known yet. */
    synchronized @Nullable String of(String name, Path path, FileVersion version) {
        Key key = new Key(name, version);
        String hash = known.get(key);
        if (hash == null && asked.size() < MOST && asked.add(key)) {
            waiting.add(new Waiting(key, path, order++, new PartialHash(path)));
        }
        goOn();
        return hash;
    }

    /** Has a piece of the next file read; called with the lock held. */
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
        Waiting next;
        synchronized (this) {
            next = waiting.remove();
        }
        boolean whole = true;
        String hash = null;
        try {
            whole = next.hash().read(TURN_BYTES);
            if (!FileVersion.of(next.path()).equals(next.key().version())) {
                whole = true; // whoever asks again asks for what it is now
            } else if (whole) {
                hash = next.hash().end();
            }
        } catch (IOException e) {
            LOG.debug("{} cannot be hashed: {}", next.path(), e.toString());
        }
        done(next, whole, hash);
    }

    private synchronized void done(Waiting file, boolean over, @Nullable String hash) {
        if (over) {
            asked.remove(file.key());
        } else {
            waiting.add(file);
        }
        if (hash != null) {
            known.put(file.key(), hash);
            if (known.size() > MOST) {
                known.remove(known.keySet().iterator().next());
            }
        }
        working = false;
        goOn();
    }

    /** The hash of {@code path} in hexadecimal digits. Blocks. */
    public static String compute(Path path) throws IOException {
        PartialHash hash = new PartialHash(path);
        hash.read(Long.MAX_VALUE);
        return hash.end();
    }
}
