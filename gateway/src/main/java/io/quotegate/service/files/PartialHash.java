package io.quotegate.service.files;

import io.quotegate.text.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

/** The SHA-256 of as much of a file as was read. For one thread at a time. */
final class PartialHash {
    private static final int BUFFER_BYTES = 256 * 1024;

    private final Path path;
    private final MessageDigest digest = Sha256.digest();
    private long readBytes;

    PartialHash(Path path) {
        this.path = path;
    }

    /** How much was read. */
    long readBytes() {
        return readBytes;
    }

    /** Reads at most {@code bytes} more, and returns whether the file ended within them. Blocks. */
    boolean read(long bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER_BYTES, bytes));
        long until = bytes > Long.MAX_VALUE - readBytes ? Long.MAX_VALUE : readBytes + bytes;
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            while (readBytes < until) {
                buffer.clear().limit((int) Math.min(buffer.capacity(), until - readBytes));
                int count = channel.read(buffer, readBytes);
                if (count < 0) {
                    return true;
                }
                digest.update(buffer.flip());
                readBytes += count;
            }
            return false;
        }
    }

    /** In hexadecimal digits; once, when all was read. */
    String end() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
