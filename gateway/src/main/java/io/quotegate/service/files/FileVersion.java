package io.quotegate.service.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What tells one content of a file from another without reading it. Immutable: any thread.
 *
 * @param key which file of the disk it is; null where the disk does not say
 */
record FileVersion(
        long sizeBytes, Instant modified, @Nullable Object key) {
    /** Of the file at {@code path}, which is no link. Blocks. */
    static FileVersion of(Path path) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return new FileVersion(attributes.size(), attributes.lastModifiedTime().toInstant(), attributes.fileKey());
    }

    /** Microseconds since the epoch. */
    long modifiedUs() {
        return TimeUnit.SECONDS.toMicros(modified.getEpochSecond()) + TimeUnit.NANOSECONDS.toMicros(modified.getNano());
    }
}
