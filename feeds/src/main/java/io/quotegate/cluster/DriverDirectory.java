package io.quotegate.cluster;

import io.aeron.CncFileDescriptor;
import io.aeron.CommonContext;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.agrona.IoUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where an embedded media driver has its files: a directory of its own for each start, in shared memory where that is large
 * enough. A process that was killed leaves it behind, so whoever starts takes away what nobody uses any more. Stateless: any
 * thread.
 */
final class DriverDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(DriverDirectory.class);
    private static final String PREFIX = "quotegate-aeron-";

    /** Shared memory is faster than a disk, but a container may have little of it. */
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    /** What a driver takes: its counters and buffers, and three terms for each stream of two feed nodes. */
    static final long NEEDED_BYTES = 48L * 1024 * 1024;

    /** A driver that did not say that it lives for so long does not, unless its process is only stopped. */
    private static final long DEAD_AFTER_MS = TimeUnit.MINUTES.toMillis(1);

    private DriverDirectory() {}

    /** A name that nothing has yet. */
    static Path choose() {
        return choose(SHARED_MEMORY, NEEDED_BYTES);
    }

    /** The same in {@code sharedMemory} if that is there and has so many bytes free. */
    static Path choose(Path sharedMemory, long neededBytes) {
        removeLeft(sharedMemory);
        boolean shared = isLargeEnough(sharedMemory, neededBytes);
        Path parent = shared ? sharedMemory : Path.of(System.getProperty("java.io.tmpdir"));
        Path directory = parent.resolve(PREFIX + UUID.randomUUID());
        LOG.info(
                "Aeron's media driver is embedded, in {}{}",
                directory,
                shared ? "" : ", because " + sharedMemory + " is not there or has less than 48 MiB free");
        return directory;
    }

    private static boolean isLargeEnough(Path directory, long neededBytes) {
        try {
            return Files.isWritable(directory) && Files.getFileStore(directory).getUsableSpace() >= neededBytes;
        } catch (IOException e) {
            return false;
        }
    }

    /** Deletes what drivers of processes that are no more have left in {@code parent}. */
    static void removeLeft(Path parent) {
        if (!Files.isDirectory(parent)) {
            return;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(parent, PREFIX + '*')) {
            for (Path each : all) {
                removeIfLeft(each);
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("cannot look for what drivers have left in {}: {}", parent, e.toString());
        }
    }

    /** What cannot be read, as that of another version of Aeron, keeps nobody from starting. */
    private static void removeIfLeft(Path directory) {
        try {
            if (isLeft(directory)) {
                IoUtil.delete(directory.toFile(), false);
                LOG.info("deleted {}, which a process that was killed had left", directory);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("cannot tell whether a process that was killed has left {}: {}", directory, e.toString());
        }
    }

    /** One that was just made may not say anything yet; one that cannot be read is somebody else's. */
    private static boolean isLeft(Path directory) throws IOException {
        long ageMs = System.currentTimeMillis()
                - Files.getLastModifiedTime(directory).toMillis();
        if (ageMs < DEAD_AFTER_MS || !Files.isWritable(directory)) {
            return false;
        }
        Path file = directory.resolve(CncFileDescriptor.CNC_FILE);
        if (!Files.exists(file)) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(file)) {
            MappedByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            try {
                return !hasBegun(bytes)
                        || (!CommonContext.isDriverActive(DEAD_AFTER_MS, message -> {}, bytes) && !runs(bytes));
            } finally {
                IoUtil.unmap(bytes);
            }
        }
    }

    /** Whether the driver came as far as to say of what version it is. */
    private static boolean hasBegun(MappedByteBuffer bytes) {
        return bytes.capacity() >= CncFileDescriptor.META_DATA_LENGTH
                && CncFileDescriptor.createMetaDataBuffer(bytes)
                                .getIntVolatile(CncFileDescriptor.CNC_VERSION_FIELD_OFFSET)
                        != 0;
    }

    /** Whether its process does, as far as can be seen from here. In a container processes have the same number each time. */
    private static boolean runs(MappedByteBuffer bytes) {
        long pid = CncFileDescriptor.pid(CncFileDescriptor.createMetaDataBuffer(bytes));
        return pid != ProcessHandle.current().pid() && ProcessHandle.of(pid).isPresent();
    }
}
