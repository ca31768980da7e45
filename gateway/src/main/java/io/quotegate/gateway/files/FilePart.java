package io.quotegate.gateway.files;

import io.quotegate.api.Outcome;
import io.quotegate.api.Refusal;
import io.quotegate.service.files.OpenFile;

/**
 * What of a file is to be sent, in bytes. Immutable: any thread.
 *
 * @param to behind the last
 */
public record FilePart(long from, long to) {
    /** All of {@code file} from {@code offset} on, which is a client's. */
    public static Outcome<FilePart> from(long offset, OpenFile file) {
        long size = file.entry().sizeBytes();
        return offset < 0 || offset > size
                ? Outcome.refused(Refusal.badRequest("offset: " + offset + " (expected: 0.." + size + ')'))
                : Outcome.of(new FilePart(offset, size));
    }
}
