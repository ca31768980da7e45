package io.quotegate.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Fetches files over frames: goes on where it left off, comes back when the connection breaks, and verifies the SHA-256.
 * Blocks; one thread.
 */
public final class FileFetcher {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int TRIES = 8;
    private static final long FIRST_RETRY_MS = 250;
    private static final long HASH_PATIENCE_MS = 60_000;
    private static final long HASH_POLL_MS = 200;
    private static final String UNFINISHED = ".part";

    private final String host;
    private final int port;
    private final Progress progress;

    public FileFetcher(String host, int port, Progress progress) {
        this.host = host;
        this.port = port;
        this.progress = progress;
    }

    /** Hears how far a download has come. */
    public interface Progress {
        /** A file of {@code sizeBytes}, of which {@code haveBytes} are there already, begins or goes on. */
        void begin(String name, long sizeBytes, long haveBytes);

        /** So many bytes of it are there. */
        void at(long haveBytes);

        /** It is whole, or will not be. */
        void end();
    }

    /**
     * Fetches {@code name} into {@code directory}.
     *
     * @return where it is
     * @throws RefusedException if the gateway does not offer it
     */
    public Path fetch(String name, Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Path target = directory.resolve(name).normalize();
        if (!directory.normalize().equals(parent(target))) {
            throw new IOException("name: " + name + " (expected: one of files list)");
        }
        Path part = target.resolveSibling(target.getFileName() + UNFINISHED);
        try {
            String hash = fetchWhole(name, part);
            if (!hash.equals(sha256(part))) {
                Files.delete(part); // what was there before was of another content
                hash = fetchWhole(name, part);
            }
            if (!hash.equals(sha256(part))) {
                Files.delete(part);
                throw new IOException(name + " arrived damaged: its SHA-256 is not " + hash);
            }
        } finally {
            progress.end();
        }
        return Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path parent(Path target) {
        Path parent = target.getParent();
        return parent == null ? Path.of("") : parent;
    }

    /** Fetches what is missing of {@code part}; the hash that the gateway tells. */
    private String fetchWhole(String name, Path part) throws IOException, InterruptedException {
        long retryMs = FIRST_RETRY_MS;
        int failures = 0; // in a row, without a byte in between
        while (true) {
            long before = size(part);
            try (FrameClient client = new FrameClient(host, port)) {
                fetchRest(client, name, part);
                return hash(client, name);
            } catch (RefusedException e) {
                throw e;
            } catch (IOException e) {
                boolean progressed = size(part) > before;
                failures = progressed ? 1 : failures + 1;
                if (failures == TRIES) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(retryMs);
                retryMs = progressed ? FIRST_RETRY_MS : retryMs * 2;
            }
        }
    }

    private static long size(Path part) throws IOException {
        return Files.exists(part) ? Files.size(part) : 0;
    }

    private void fetchRest(FrameClient client, String name, Path part) throws IOException {
        long have = size(part);
        JsonNode header = ask(client, name, have);
        if (header == null) { // it is shorter now than what we have of it
            Files.delete(part);
            have = 0;
            header = ask(client, name, 0);
        }
        if (header == null) {
            throw new IOException("the gateway refused to begin " + name);
        }
        long size = header.path("size").asLong();
        progress.begin(name, size, have);
        try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (have < size) {
                byte[] piece = client.receiveFrame();
                if (piece == null) {
                    throw new EOFException("the gateway closed the connection amid " + name);
                }
                out.write(piece);
                have += piece.length;
                progress.at(have);
            }
        }
        String end = client.receive();
        if (end == null
                || have > size
                || !JSON.readTree(end).path("event").asText().equals("file-end")) {
            throw new IOException("the gateway did not end " + name);
        }
    }

    /** The header; null if the file does not reach to {@code offset}. */
    private static @Nullable JsonNode ask(FrameClient client, String name, long offset) throws IOException {
        client.send(JSON.createObjectNode()
                .put("op", "file")
                .put("name", name)
                .put("offset", offset)
                .toString());
        JsonNode answer = answer(client);
        if (answer.path("event").asText().equals("error")) {
            if (offset > 0 && answer.path("message").asText().startsWith("offset")) {
                return null;
            }
            throw new RefusedException(
                    answer.path("code").asText(), answer.path("message").asText());
        }
        return answer;
    }

    private static JsonNode answer(FrameClient client) throws IOException {
        String text = client.receive();
        while (text != null && !text.startsWith("{\"event\":\"file") && !text.startsWith("{\"event\":\"error")) {
            text = client.receive(); // a heartbeat
        }
        if (text == null) {
            throw new EOFException("the gateway closed the connection");
        }
        return JSON.readTree(text);
    }

    /** Asks until the gateway knows the hash. */
    private static String hash(FrameClient client, String name) throws IOException, InterruptedException {
        for (long waitedMs = 0; waitedMs < HASH_PATIENCE_MS; waitedMs += HASH_POLL_MS) {
            client.send("{\"op\":\"files\"}");
            for (JsonNode file : answer(client).path("data")) {
                if (file.path("name").asText().equals(name)
                        && file.path("sha256").isTextual()) {
                    return file.path("sha256").asText();
                }
            }
            TimeUnit.MILLISECONDS.sleep(HASH_POLL_MS);
        }
        throw new RefusedException("no_data", "the gateway does not tell the SHA-256 of " + name);
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[256 * 1024];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
