package io.quotegate.feed.sim.replay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.quotegate.codec.venue.RecordedMessage;
import io.quotegate.market.DepthUpdate;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads a recording from its beginning to its end, passing over what cannot be played. Confined to its owner's thread; it blocks. */
final class RecordingReader implements Closeable {
    private static final int GZIP_MAGIC = 0x1F8B;
    private static final int BUFFER_BYTES = 64 * 1024;

    private final RecordedDialect dialect;
    private final RecordedDialect.Recogniser recogniser;
    private final TradeNumbers numbers;
    private final BufferedReader lines;
    private final List<DepthUpdate> snapshots = new ArrayList<>();

    private @Nullable RecordingFormat format;
    private long read;
    private long skipped;
    private long lastTimeNs = Long.MIN_VALUE;

    RecordingReader(Path file, RecordedDialect dialect) throws IOException {
        this.dialect = dialect;
        recogniser = dialect.recogniser();
        numbers = new TradeNumbers(dialect.rules());
        InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        in.mark(2);
        boolean packed = (in.read() << Byte.SIZE | in.read()) == GZIP_MAGIC;
        in.reset();
        InputStream unpacked = packed ? new Unpacked(new GZIPInputStream(in, BUFFER_BYTES)) : in;
        lines = new BufferedReader(new InputStreamReader(unpacked, ISO_8859_1), BUFFER_BYTES);
    }

    /** The next push, or null at the end. */
    @Nullable
    TimedMessage next() throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty()) {
                continue;
            }
            TimedMessage message = recognise(line);
            if (message != null) {
                read++;
                return message;
            }
            skipped++;
        }
        return null;
    }

    private @Nullable TimedMessage recognise(String line) {
        RecordingFormat known = format;
        if (known == null) {
            known = RecordingFormat.of(line);
            format = known;
        }
        RecordingFormat.Line parts = known.read(line, read);
        RecordedMessage message = parts == null ? null : recogniser.read(message(known, line, parts));
        if (parts == null || message == null) {
            note(parts == null ? null : dialect.snapshot(parts.message()));
            return null;
        }
        lastTimeNs = Math.max(lastTimeNs, parts.timeNs()); // recorders' clocks go back now and then
        return new TimedMessage(lastTimeNs, message);
    }

    private void note(@Nullable DepthUpdate snapshot) {
        if (snapshot != null) {
            snapshots.add(snapshot);
        }
    }

    private byte[] message(RecordingFormat known, String line, RecordingFormat.Line parts) {
        RecordedRow row = known == RecordingFormat.ROWS ? RecordedRow.of(line) : null;
        if (row instanceof RecordedQuote quote) {
            return dialect.quote(quote);
        }
        return row instanceof RecordedTrade trade ? dialect.trade(numbers.next(trade)) : parts.message();
    }

    /** Whether the recording tells when messages came. */
    boolean isTimed() {
        return format != null && format.isTimed();
    }

    /** Lines read so far that hold no push. */
    long skipped() {
        return skipped;
    }

    /** Books that the venue was asked for, among the lines read so far. */
    List<DepthUpdate> snapshots() {
        return snapshots;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    /** What a recorder packed that may have been cut off: what there is of it can be played. */
    private static final class Unpacked extends FilterInputStream {
        Unpacked(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            try {
                return super.read(into, from, length);
            } catch (EOFException e) {
                return -1;
            }
        }
    }
}
