package io.quotegate.service.files;

import io.quotegate.api.FileEntry;
import io.quotegate.text.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Files as one ZIP, of which every byte is known by its place before any is read: so it has a size and a tag, and can be
 * read from anywhere on. It is never written down; of its files, one is open at a time. As every {@link OpenFile}.
 */
final class Archive implements OpenFile {
    private static final String NAME = "archive.zip";
    private static final int TAG_BYTES = 16;

    private final List<ArchivedFile> files;
    private final byte[][] headers; // before the content of each
    private final long[] starts; // of each header
    private final byte[] directory; // and the end behind it
    private final long directoryStart;
    private final FileEntry entry;
    private final Runnable onClose;
    private final AtomicBoolean closed = new AtomicBoolean();

    private int open = -1; // which file is
    private @Nullable DiskFile file;

    /** @param onClose run once */
    Archive(List<ArchivedFile> files, Runnable onClose) {
        this.files = files;
        this.onClose = onClose;
        headers = new byte[files.size()][];
        starts = new long[files.size()];
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        long at = 0;
        long modifiedUs = 0;
        for (int i = 0; i < starts.length; i++) {
            ArchivedFile each = files.get(i);
            starts[i] = at;
            headers[i] = ZipHeaders.local(each);
            entries.writeBytes(ZipHeaders.entry(each, at));
            at += headers[i].length + each.sizeBytes();
            modifiedUs = Math.max(modifiedUs, each.version().modifiedUs());
        }
        directoryStart = at;
        entries.writeBytes(ZipHeaders.end(starts.length, at, entries.size()));
        directory = entries.toByteArray();
        entry = new FileEntry(NAME, at + directory.length, modifiedUs, null);
    }

    @Override
    public FileEntry entry() {
        return entry;
    }

    /** Of the directory, which has the name, the time and the checksum of each file. */
    @Override
    public String tag() {
        return HexFormat.of().formatHex(Sha256.of(directory), 0, TAG_BYTES);
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        long at = position;
        while (into.hasRemaining()) {
            if (at >= directoryStart) {
                at += copy(directory, (int) (at - directoryStart), into);
            } else {
                int found = Arrays.binarySearch(starts, at);
                at += readFile(found >= 0 ? found : -found - 2, at, into);
            }
        }
    }

    /** Copies from the header or the content of a file, whichever stands {@code at}; returns how many bytes. */
    private int readFile(int index, long at, ByteBuffer into) throws IOException {
        long within = at - starts[index];
        byte[] header = headers[index];
        if (within < header.length) {
            return copy(header, (int) within, into);
        }
        long from = within - header.length;
        int count = (int) Math.min(into.remaining(), files.get(index).sizeBytes() - from);
        ByteBuffer part = into.slice(into.position(), count);
        opened(index).read(from, part);
        into.position(into.position() + count);
        return count;
    }

    private static int copy(byte[] bytes, int from, ByteBuffer into) {
        int count = Math.min(into.remaining(), bytes.length - from);
        into.put(bytes, from, count);
        return count;
    }

    private DiskFile opened(int index) throws IOException {
        if (file == null || open != index) {
            closeFile();
            ArchivedFile next = files.get(index);
            FileVersion version = next.version();
            FileEntry about = new FileEntry(next.name(), version.sizeBytes(), version.modifiedUs(), null);
            try {
                file = DiskFile.open(next.path(), version, about, () -> {});
            } catch (NoSuchFileException e) {
                throw new FileChangedException(next.name());
            }
            open = index;
        }
        return file;
    }

    private void closeFile() throws IOException {
        if (file != null) {
            file.close();
            file = null;
        }
    }

    @Override
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            onClose.run();
            closeFile();
        }
    }
}
