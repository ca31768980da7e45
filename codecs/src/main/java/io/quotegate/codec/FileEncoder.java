package io.quotegate.codec;

import io.quotegate.api.ClientRequest;
import io.quotegate.api.FileEntry;
import io.quotegate.text.ByteWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is said of files in one format, without framing: appends one whole message to {@code out} per call.
 * Stateless: any thread.
 */
public interface FileEncoder {
    /** Answers {@link ClientRequest.Files}. */
    void list(ByteWriter out, @Nullable String id, List<FileEntry> files);

    /** Answers {@link ClientRequest.File}: says that the content of {@code file} follows. */
    void header(ByteWriter out, @Nullable String id, FileEntry file);

    /** Says that all of it was sent. */
    void end(ByteWriter out, @Nullable String id);
}
