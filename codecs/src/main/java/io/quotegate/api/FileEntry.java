package io.quotegate.api;

import org.jspecify.annotations.Nullable;

/**
 * One file that is offered for download. Immutable: any thread.
 *
 * @param modifiedUs microseconds since the epoch
 * @param sha256     of the content in hexadecimal digits; null while it is being computed
 */
public record FileEntry(
        String name,
        long sizeBytes,
        long modifiedUs,
        @Nullable String sha256) {}
