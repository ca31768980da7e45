package io.quotegate.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.config.GatewayConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a gateway writes to belongs to it for as long as it lives: two in one place would destroy each other's data. The
 * system lets go of the locks when the process ends, however it does. Any thread; it blocks.
 */
final class DataLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DataLock.class);
    private static final int HOLDER_BYTES = 200;
    private static final long LOCKED_BYTE = 1L << 40; // far behind who holds it, which others can read so

    /**
     * Who holds the locks of this process. Their files must not be opened again: POSIX lets go of a lock as soon as any
     * descriptor of its file is closed.
     */
    private static final Map<Path, String> OURS = new ConcurrentHashMap<>();

    private final Map<Path, FileChannel> held = new LinkedHashMap<>();

    private DataLock() {}

    /**
     * Takes what {@code config} has written to, before anything there is touched. Where that cannot be written at all,
     * there is nothing to protect, and those who write say so.
     *
     * @throws IOException if another gateway has it, saying which
     */
    static DataLock take(GatewayConfig config) throws IOException {
        DataLock lock = new DataLock();
        try {
            if (config.files().record()) {
                Path directory = Path.of(config.files().directory());
                lock.take(directory, directory, "quotegate");
            }
            for (Path store : config.store().files()) {
                Path directory = store.toAbsolutePath().getParent();
                lock.take(store, directory == null ? store : directory, String.valueOf(store.getFileName()));
            }
            return lock;
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    private void take(Path what, Path directory, String name) throws IOException {
        String us = "pid " + ProcessHandle.current().pid() + ", since "
                + Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Path file;
        String holder;
        try {
            Files.createDirectories(directory);
            file = directory.toRealPath().resolve('.' + name + ".lock");
            holder = OURS.putIfAbsent(file, us);
            if (holder == null) {
                holder = lock(file, us);
            }
        } catch (IOException e) {
            LOG.warn("{} is not locked against other gateways: {}", what, e.toString());
            return;
        }
        if (holder != null) {
            throw new IOException(
                    what + " is used by another quotegate (" + holder + "); end it, or set files.dir and store.path");
        }
    }

    /** Locks {@code file} for {@code us}; returns who has it otherwise. */
    private @Nullable String lock(Path file, String us) throws IOException {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (channel.tryLock(LOCKED_BYTE, 1, false) == null) {
                return holder(channel);
            }
            if (Files.notExists(file)) {
                return "one that ends just now"; // and deleted it after we opened it: it would lock nobody out
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(us.getBytes(UTF_8)));
            held.put(file, channel);
            return null;
        } finally {
            if (!held.containsKey(file)) {
                OURS.remove(file);
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer written = ByteBuffer.allocate(HOLDER_BYTES);
        channel.read(written, 0);
        return new String(written.array(), 0, written.position(), UTF_8);
    }

    @Override
    public void close() {
        held.forEach((file, channel) -> {
            try (channel) {
                Files.deleteIfExists(file); // while nobody else can have it
            } catch (IOException e) {
                LOG.debug("{} stays: {}", file, e.toString());
            }
            OURS.remove(file);
        });
        held.clear();
    }
}
