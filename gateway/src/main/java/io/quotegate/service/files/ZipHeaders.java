package io.quotegate.service.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * What a ZIP file has beside the content of its files, which are stored as they are. Sizes and checksums stand before the
 * content, so that whoever reads it as it comes can. Any thread.
 *
 * <pre>
 *  +--------------+---------+--------------+---------+--   --+-----------+-----------+--   --+-----+
 *  | local header | content | local header | content |  ...  | directory | directory |  ...  | end |
 *  | of the first |         | of the next  |         |       | entry     | entry     |       |     |
 *  +--------------+---------+--------------+---------+--   --+-----------+-----------+--   --+-----+
 * </pre>
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE.TXT, 4.3 and 4.5</a>
 */
@SuppressWarnings("ByteBufferBackingArray") // all are made here, of arrays of their own
final class ZipHeaders {
    private static final int LOCAL_SIGNATURE = 0x04034B50;
    private static final int LOCAL_BYTES = 30;
    private static final int ENTRY_SIGNATURE = 0x02014B50;
    private static final int ENTRY_BYTES = 46;
    private static final int END_SIGNATURE = 0x06054B50;
    private static final int END_BYTES = 22;
    private static final int WIDE_END_SIGNATURE = 0x06064B50;
    private static final int WIDE_END_BYTES = 56;
    private static final int LOCATOR_SIGNATURE = 0x07064B50;
    private static final int LOCATOR_BYTES = 20;

    private static final long WIDE = 0xFFFFFFFFL; // from here on, numbers take 64 bits and stand elsewhere
    private static final int WIDE_COUNT = 0xFFFF;
    private static final int WIDE_TAG = 0x0001;
    private static final int TIME_TAG = 0x5455; // Info-ZIP's, in seconds since the epoch
    private static final int TIME_BYTES = 5;
    private static final int TAG_BYTES = 4;
    private static final int VERSION = 45;
    private static final int MADE_ON_UNIX = 3 << 8 | VERSION;
    private static final int NAMES_IN_UTF_8 = 1 << 11;
    private static final int STORED = 0;
    private static final int PLAIN_FILE = 0100644 << 16;

    private ZipHeaders() {}

    /** What stands before the content of {@code file}. */
    static byte[] local(ArchivedFile file) {
        byte[] name = file.name().getBytes(UTF_8);
        boolean wide = file.sizeBytes() >= WIDE;
        int extraBytes = TAG_BYTES + TIME_BYTES + (wide ? TAG_BYTES + 2 * Long.BYTES : 0);
        ByteBuffer out = littleEndian(LOCAL_BYTES + name.length + extraBytes).putInt(LOCAL_SIGNATURE);
        common(out, file)
                .putShort((short) name.length)
                .putShort((short) extraBytes)
                .put(name);
        if (wide) {
            tag(out, WIDE_TAG, 2 * Long.BYTES).putLong(file.sizeBytes()).putLong(file.sizeBytes());
        }
        return time(out, file).array();
    }

    /** What the directory says of {@code file}, whose local header stands at {@code start}. */
    static byte[] entry(ArchivedFile file, long start) {
        byte[] name = file.name().getBytes(UTF_8);
        boolean wideSize = file.sizeBytes() >= WIDE;
        boolean wideStart = start >= WIDE;
        int wideBytes = (wideSize ? 2 * Long.BYTES : 0) + (wideStart ? Long.BYTES : 0);
        int extraBytes = TAG_BYTES + TIME_BYTES + (wideBytes == 0 ? 0 : TAG_BYTES + wideBytes);
        ByteBuffer out = littleEndian(ENTRY_BYTES + name.length + extraBytes).putInt(ENTRY_SIGNATURE);
        common(out.putShort((short) MADE_ON_UNIX), file);
        out.putShort((short) name.length).putShort((short) extraBytes);
        out.putShort((short) 0).putShort((short) 0).putShort((short) 0); // comment, disk, kind of text
        out.putInt(PLAIN_FILE).putInt(narrow(start)).put(name);
        if (wideBytes > 0) {
            tag(out, WIDE_TAG, wideBytes);
            if (wideSize) {
                out.putLong(file.sizeBytes()).putLong(file.sizeBytes());
            }
            if (wideStart) {
                out.putLong(start);
            }
        }
        return time(out, file).array();
    }

    /** What stands behind the directory of {@code count} files, which is {@code bytes} long from {@code start} on. */
    static byte[] end(int count, long start, long bytes) {
        boolean wide = count >= WIDE_COUNT || start >= WIDE || bytes >= WIDE;
        ByteBuffer out = littleEndian(END_BYTES + (wide ? WIDE_END_BYTES + LOCATOR_BYTES : 0));
        if (wide) {
            out.putInt(WIDE_END_SIGNATURE).putLong(WIDE_END_BYTES - Integer.BYTES - Long.BYTES);
            out.putShort((short) MADE_ON_UNIX)
                    .putShort((short) VERSION)
                    .putInt(0)
                    .putInt(0);
            out.putLong(count).putLong(count).putLong(bytes).putLong(start);
            out.putInt(LOCATOR_SIGNATURE).putInt(0).putLong(start + bytes).putInt(1);
        }
        short narrowCount = (short) Math.min(count, WIDE_COUNT);
        out.putInt(END_SIGNATURE).putShort((short) 0).putShort((short) 0);
        out.putShort(narrowCount).putShort(narrowCount);
        out.putInt(narrow(bytes)).putInt(narrow(start)).putShort((short) 0);
        return out.array();
    }

    /** From the version that is needed to the size, which both kinds of header have. */
    private static ByteBuffer common(ByteBuffer out, ArchivedFile file) {
        out.putShort((short) VERSION).putShort((short) NAMES_IN_UTF_8).putShort((short) STORED);
        LocalDateTime modified = LocalDateTime.ofInstant(file.version().modified(), ZoneOffset.UTC);
        int year = Math.max(1980, Math.min(2107, modified.getYear()));
        out.putShort((short) (modified.getHour() << 11 | modified.getMinute() << 5 | modified.getSecond() / 2));
        out.putShort((short) (year - 1980 << 9 | modified.getMonthValue() << 5 | modified.getDayOfMonth()));
        int size = narrow(file.sizeBytes());
        return out.putInt(file.crc32()).putInt(size).putInt(size);
    }

    private static ByteBuffer time(ByteBuffer out, ArchivedFile file) {
        return tag(out, TIME_TAG, TIME_BYTES).put((byte) 1).putInt((int)
                file.version().modified().getEpochSecond());
    }

    private static ByteBuffer tag(ByteBuffer out, int tag, int bytes) {
        return out.putShort((short) tag).putShort((short) bytes);
    }

    private static int narrow(long value) {
        return (int) Math.min(value, WIDE);
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
