package io.quotegate.service.files;

import java.nio.file.Path;

/**
 * A file as an archive holds it. Immutable: any thread.
 *
 * @param name  as clients call it
 * @param path  where it really is
 * @param crc32 of its content
 */
record ArchivedFile(String name, Path path, FileVersion version, int crc32) {
    long sizeBytes() {
        return version.sizeBytes();
    }
}
