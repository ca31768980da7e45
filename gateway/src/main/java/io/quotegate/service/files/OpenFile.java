package io.quotegate.service.files;

import io.quotegate.api.FileEntry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Content that is being downloaded. What is read is what it was when it was opened, or an exception. Reading blocks; one
 * thread at a time. Closing may come from any.
 */
public interface OpenFile extends Closeable {
    FileEntry entry();

    /** Differs from one content to the next; of characters that may stand in an entity tag. */
    String tag();

    /**
     * Fills {@code into} with what stands at {@code position}, all of which is within the content. Blocks.
     *
     * @throws FileChangedException if it is not what was opened any more
     */
    void read(long position, ByteBuffer into) throws IOException;
}
