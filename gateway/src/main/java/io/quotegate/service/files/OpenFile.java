package io.quotegate.service.files;

import io.quotegate.api.FileEntry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A file that is being downloaded. What is read is the content it had when it was opened, or an exception: the file is
 * looked at again after every read. Reading blocks; one thread at a time. Closing may come from any.
 */
public final class OpenFile implements Closeable {
    private final Path path;
    private final FileChannel channel;
    private final FileVersion version;
    private final FileEntry entry;
    private final Runnable onClose;
    private final AtomicBoolean closed = new AtomicBoolean();

    private OpenFile(Path path, FileChannel channel, FileVersion version, FileEntry entry, Runnable onClose) {
        this.path = path;
        this.channel = channel;
        this.version = version;
        this.entry = entry;
        this.onClose = onClose;
    }

    /** Opens {@code path}, which is {@code version} and no link. Blocks. */
    static OpenFile open(Path path, FileVersion version, FileEntry entry, Runnable onClose) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, java.nio.file.LinkOption.NOFOLLOW_LINKS);
        OpenFile file = new OpenFile(path, channel, version, entry, onClose);
        try {
            file.check();
            return file;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    public FileEntry entry() {
        return entry;
    }

    /** Differs from one content to the next; of characters that may stand in an entity tag. */
    public String tag() {
        return Long.toHexString(version.sizeBytes())
                + '-'
                + Long.toHexString(version.modified().getEpochSecond())
                + '.'
                + Integer.toHexString(version.modified().getNano());
    }

    /**
     * Fills {@code into} with what stands at {@code position}, all of which is within the file. Blocks.
     *
     * @throws FileChangedException if the file is not the one that was opened any more
     */
    public void read(long position, ByteBuffer into) throws IOException {
        long at = position;
        while (into.hasRemaining()) {
            int count = channel.read(into, at);
            if (count < 0) {
                throw new FileChangedException(entry.name());
            }
            at += count;
        }
        check();
    }

    private void check() throws IOException {
        try {
            if (!FileVersion.of(path).equals(version) || channel.size() != version.sizeBytes()) {
                throw new FileChangedException(entry.name());
            }
        } catch (NoSuchFileException e) {
            throw new FileChangedException(entry.name());
        }
    }

    @Override
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            onClose.run();
            channel.close();
        }
    }
}
