package io.quotegate.codec.venue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds an instrument by a venue's spelling of it, straight from the bytes of a message: no string is made.
 * Confined to one thread.
 */
public final class SymbolTable {
    /** What {@link #find} answers for a symbol that is not configured. */
    public static final int UNKNOWN = -1;

    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-fA-F]{4})");

    private final Instruments instruments;
    private final Function<Instrument, @Nullable String> spelling;

    private byte[][] keys = {};
    private int[] ids = {};
    private int mask;

    private SymbolTable(Instruments instruments, Function<Instrument, @Nullable String> spelling) {
        this.instruments = instruments;
        this.spelling = spelling;
    }

    /** A table of {@code instruments} as {@code spelling} writes them; null leaves one out. */
    public static SymbolTable of(Instruments instruments, Function<Instrument, @Nullable String> spelling) {
        SymbolTable table = new SymbolTable(instruments, spelling);
        table.relist();
        return table;
    }

    /** Other pairs are served than before: those that are not served are not found from now on. */
    public void relist() {
        List<Instrument> served = instruments.all();
        int capacity = Integer.highestOneBit(Math.max(1, served.size()) * 4) << 1;
        keys = new byte[capacity][];
        ids = new int[capacity];
        mask = capacity - 1;
        for (Instrument instrument : served) {
            String spelled = spelling.apply(instrument);
            if (spelled != null) {
                add(spelled.getBytes(UTF_8), instrument.id());
            }
        }
    }

    private void add(byte[] key, int id) {
        int slot = hash(key, 0, key.length) & mask;
        while (keys[slot] != null) {
            slot = (slot + 1) & mask;
        }
        keys[slot] = key;
        ids[slot] = id;
    }

    /** The id of the instrument spelled {@code text[from..to)}, or {@link #UNKNOWN}. */
    public int find(byte[] text, int from, int to) {
        int slot = hash(text, from, to) & mask;
        for (byte[] key = keys[slot]; key != null; key = keys[slot]) {
            if (Arrays.equals(key, 0, key.length, text, from, to)) {
                return ids[slot];
            }
            slot = (slot + 1) & mask;
        }
        return isEscaped(text, from, to) ? findEscaped(text, from, to) : UNKNOWN;
    }

    private static boolean isEscaped(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text[i] == '\\') {
                return true;
            }
        }
        return false;
    }

    /** Of a venue that writes letters as numbers, which none is known to do: it allocates. */
    private int findEscaped(byte[] text, int from, int to) {
        byte[] plain = ESCAPE.matcher(new String(text, from, to - from, UTF_8))
                .replaceAll(found -> Character.toString(Integer.parseInt(found.group(1), 16)))
                .getBytes(UTF_8);
        return isEscaped(plain, 0, plain.length) ? UNKNOWN : find(plain, 0, plain.length);
    }

    private static int hash(byte[] text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + text[i];
        }
        return hash ^ (hash >>> 16);
    }
}
