package io.quotegate.store;

import org.jspecify.annotations.Nullable;

/**
 * A file of recorded quotes. Immutable: any thread.
 *
 * @param fromUs    when it begins, microseconds since the epoch
 * @param toUs      when it ends
 * @param sizeBytes of the file
 * @param sha256    of its content; null while it is not known
 */
public record StoredRecording(
        String name,
        long fromUs,
        long toUs,
        long sizeBytes,
        @Nullable String sha256) {}
