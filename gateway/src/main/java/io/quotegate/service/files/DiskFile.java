package io.quotegate.service.files;

import io.quotegate.api.FileEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;

/** One file of the disk, which is looked at again after every read. As every {@link OpenFile}. */
final class DiskFile implements OpenFile {
    private final Path path;
    private final FileChannel channel;
    private final FileVersion version;
    private final FileEntry entry;
    private final Runnable onClose;
    private final AtomicBoolean closed = new AtomicBoolean();

    private DiskFile(Path path, FileChannel channel, FileVersion version, FileEntry entry, Runnable onClose) {
        this.path = path;
        this.channel = channel;
        this.version = version;
        this.entry = entry;
        this.onClose = onClose;
    }

    /** Opens {@code path}, which is {@code version} and no link. Blocks. */
    static DiskFile open(Path path, FileVersion version, FileEntry entry, Runnable onClose) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, java.nio.file.LinkOption.NOFOLLOW_LINKS);
        DiskFile file = new DiskFile(path, channel, version, entry, onClose);
        try {
            file.check();
            return file;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public FileEntry entry() {
        return entry;
    }

    @Override
    @SuppressWarnings("JavaInstantGetSecondsGetNano") // both are in it
    public String tag() {
        return Long.toHexString(version.sizeBytes())
                + '-'
                + Long.toHexString(version.modified().getEpochSecond())
                + '.'
                + Integer.toHexString(version.modified().getNano());
    }

    @Override
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
