package io.quotegate.cli.client;

import io.quotegate.text.FailureText;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Fetches files over frames: leaves alone what is there and right, goes on where it left off, comes back when the
 * connection breaks, and verifies the SHA-256. Blocks; one thread.
 */
public final class FileFetcher {
    private static final int TRIES = 8;
    private static final long FIRST_RETRY_MS = 250;
    private static final long HASH_POLL_MS = 200;
    private static final long HASH_LONGEST_POLL_MS = 2_000;
    private static final long HASH_SILENT_MS = 1_000;
    private static final long HASH_PATIENCE_MS = 60_000;
    /** The gateway is given as long more as it takes to read a file at this rate. */
    private static final long HASH_BYTES_PER_MS = 20_000;
    /** What is larger is not hashed without a word. */
    private static final long SLOW_BYTES = 32L * 1024 * 1024;

    private final GatewayAddress address;
    private final Progress progress;
    private final Map<String, FileTime> times = new HashMap<>(); // as of the last list

    private boolean reached; // the gateway, ever

    public FileFetcher(GatewayAddress address, Progress progress) {
        this.address = address;
        this.progress = progress;
    }

    /** Hears how far a download has come. */
    public interface Progress {
        /** A file of {@code sizeBytes}, of which {@code haveBytes} are there already, begins or goes on. */
        void begin(String name, long sizeBytes, long haveBytes);

        /** So many bytes of it are there. */
        void at(long haveBytes);

        /** What happens with it that takes time. */
        void note(String name, String what);

        /** It is whole, or will not be. */
        void end();
    }

    /**
     * A file that is there, whole and verified.
     *
     * @param wasThere whether it was before it was asked for
     */
    public record Fetched(Path path, boolean wasThere) {
        /** In words. */
        public String said() {
            return path + (wasThere ? ": is there already, SHA-256 verified" : ": complete, SHA-256 verified");
        }
    }

    /** The names of all files that are offered. */
    public List<String> names() throws IOException {
        try (FileConversation gateway = connect()) {
            return list(gateway).stream().map(FileOffer::name).toList();
        }
    }

    /**
     * Fetches {@code name} into {@code directory}.
     *
     * @throws RefusedException if the gateway does not offer it
     * @throws FileFailedException if it cannot be kept here, or did not arrive as it was sent
     */
    public Fetched fetch(String name, Path directory) throws IOException, InterruptedException {
        LocalFile file = LocalFile.of(name, directory);
        try {
            boolean there = file.isThere() && isSame(name, file);
            if (!there) {
                fetch(name, file);
            }
            return new Fetched(file.path(), there);
        } finally {
            progress.end();
        }
    }

    /** Whether what is there is what the gateway offers. */
    private boolean isSame(String name, LocalFile file) throws IOException, InterruptedException {
        long size = file.sizeBytes();
        try (FileConversation gateway = connect()) {
            FileOffer offer = gateway.begin(name, size);
            if (offer == null || offer.sizeBytes() != size) {
                return false;
            }
            gateway.end(name);
            return sha256(name, size, file::sha256).equals(hash(gateway, offer));
        }
    }

    private void fetch(String name, LocalFile file) throws IOException, InterruptedException {
        file.prepare();
        if (!arrives(name, file)) { // what was there before was of another content
            file.deletePart();
            if (!arrives(name, file)) {
                file.deletePart();
                throw new FileFailedException(name + " arrived damaged: its SHA-256 is not what the gateway says");
            }
        }
        file.finish(times.get(name));
    }

    private boolean arrives(String name, LocalFile file) throws IOException, InterruptedException {
        String hash = fetchWhole(name, file);
        return hash.equals(sha256(name, file.partBytes(), file::partSha256));
    }

    /** Fetches what is missing of the part; the hash that the gateway tells. */
    private String fetchWhole(String name, LocalFile file) throws IOException, InterruptedException {
        long retryMs = FIRST_RETRY_MS;
        int failures = 0; // in a row, without a byte in between
        while (true) {
            long before = file.partBytes();
            try (FileConversation gateway = connect()) {
                return hash(gateway, fetchRest(gateway, name, file));
            } catch (RefusedException | FileFailedException e) {
                throw e;
            } catch (IOException e) {
                boolean progressed = file.partBytes() > before;
                failures = progressed ? 1 : failures + 1;
                if (failures == TRIES || !reached) {
                    throw e;
                }
                retryMs = progressed ? FIRST_RETRY_MS : retryMs;
                progress.note(name, FailureText.of(e) + "; trying again in " + retryMs + " ms");
                TimeUnit.MILLISECONDS.sleep(retryMs);
                retryMs *= 2;
            }
        }
    }

    private FileConversation connect() throws IOException {
        FileConversation gateway = new FileConversation(address);
        reached = true;
        return gateway;
    }

    private FileOffer fetchRest(FileConversation gateway, String name, LocalFile file) throws IOException {
        if (!times.containsKey(name)) {
            list(gateway);
        }
        FileOffer offer = gateway.begin(name, file.partBytes());
        if (offer == null) { // it is shorter now than what we have of it
            file.deletePart();
            offer = gateway.begin(name, 0);
        }
        if (offer == null) {
            throw new IOException("the gateway refused to begin " + name);
        }
        long have = file.partBytes();
        progress.begin(name, offer.sizeBytes(), have);
        try (LocalFile.Part part = file.append()) {
            while (have < offer.sizeBytes()) {
                byte[] piece = gateway.piece(name);
                part.write(piece);
                have += piece.length;
                progress.at(have);
            }
        }
        gateway.end(name);
        return offer;
    }

    private List<FileOffer> list(FileConversation gateway) throws IOException {
        List<FileOffer> offers = gateway.list();
        for (FileOffer offer : offers) {
            if (offer.modified() != null) {
                times.put(offer.name(), offer.modified());
            }
        }
        return offers;
    }

    /** The hash of what was offered; if the gateway does not know it yet, it is asked until it does. */
    private String hash(FileConversation gateway, FileOffer offer) throws IOException, InterruptedException {
        @Nullable String hash = offer.sha256();
        long pollMs = HASH_POLL_MS;
        long patienceMs = HASH_PATIENCE_MS + offer.sizeBytes() / HASH_BYTES_PER_MS;
        for (long waitedMs = 0; hash == null && waitedMs < patienceMs; waitedMs += pollMs) {
            pollMs = waitedMs == 0 ? HASH_POLL_MS : Math.min(HASH_LONGEST_POLL_MS, pollMs * 2);
            if (waitedMs >= HASH_SILENT_MS) {
                progress.note(offer.name(), "waiting for the gateway to compute the SHA-256");
            }
            TimeUnit.MILLISECONDS.sleep(pollMs);
            hash = listedHash(gateway, offer.name());
        }
        if (hash == null) {
            throw new FileFailedException("the gateway does not tell the SHA-256 of " + offer.name());
        }
        return hash;
    }

    private @Nullable String listedHash(FileConversation gateway, String name) throws IOException {
        for (FileOffer offer : list(gateway)) {
            if (offer.name().equals(name)) {
                return offer.sha256();
            }
        }
        return null;
    }

    /** Computes a hash of our own. */
    private interface Hashing {
        String compute() throws IOException;
    }

    private String sha256(String name, long sizeBytes, Hashing hashing) throws IOException {
        if (sizeBytes >= SLOW_BYTES) {
            progress.note(name, "computing the SHA-256");
        }
        return hashing.compute();
    }
}
