package io.quotegate.gateway.http;

import io.netty.util.AsciiString;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Header fields, or trailers, of either version of HTTP: names in lower case and values, in the order in which they were
 * added. Few enough to be looked through, so they are one array and need no table; most of what is looked for is not
 * there, which one bit for each name tells. Immutable: any thread.
 */
public final class HttpFields {
    public static final HttpFields NONE = new HttpFields(new AsciiString[0]);

    private final AsciiString[] namesAndValues;

    private long bits; // of the names that there are; 0 before one is looked for

    private HttpFields(AsciiString[] namesAndValues) {
        this.namesAndValues = namesAndValues;
    }

    /** The fields of {@code namesAndValues}, in turn, which it takes over. */
    public static HttpFields of(AsciiString... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("namesAndValues: " + namesAndValues.length + " (expected: pairs)");
        }
        return new HttpFields(namesAndValues);
    }

    /** Begins fields of which about {@code count} are expected. */
    public static Builder builder(int count) {
        return new Builder(count);
    }

    public int count() {
        return namesAndValues.length / 2;
    }

    public AsciiString name(int index) {
        return namesAndValues[2 * index];
    }

    public AsciiString value(int index) {
        return namesAndValues[2 * index + 1];
    }

    private boolean mayHave(AsciiString name) {
        if (bits == 0) {
            long found = 0;
            for (int i = 0; i < namesAndValues.length; i += 2) {
                found |= bit(namesAndValues[i]);
            }
            bits = found;
        }
        return (bits & bit(name)) != 0;
    }

    private static long bit(AsciiString name) {
        return 1L << name.hashCode(); // which a name keeps
    }

    /** The first value of {@code name}, or null. */
    public @Nullable AsciiString get(AsciiString name) {
        if (!mayHave(name)) {
            return null;
        }
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i].equals(name)) {
                return namesAndValues[i + 1];
            }
        }
        return null;
    }

    public boolean contains(AsciiString name) {
        return get(name) != null;
    }

    /** All values of {@code name} as one list, as a field that is given several times is to be read; null for none. */
    public @Nullable String list(AsciiString name) {
        if (!mayHave(name)) {
            return null;
        }
        StringBuilder list = null;
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i].equals(name)) {
                list = list == null ? new StringBuilder() : list.append(',');
                list.append(namesAndValues[i + 1]);
            }
        }
        return list == null ? null : list.toString();
    }

    /** Names and values in turn, not to be changed. */
    public AsciiString[] toArray() {
        return namesAndValues;
    }

    @Override
    public String toString() {
        return Arrays.toString(namesAndValues);
    }

    /** Fields that are being put together. Confined to one thread. */
    public static final class Builder {
        private AsciiString[] namesAndValues;
        private int length;

        private Builder(int count) {
            namesAndValues = new AsciiString[2 * count];
        }

        /** @param name in lower case */
        public Builder add(AsciiString name, CharSequence value) {
            if (length == namesAndValues.length) {
                namesAndValues = Arrays.copyOf(namesAndValues, Math.max(8, 2 * length));
            }
            namesAndValues[length] = name;
            namesAndValues[length + 1] = AsciiString.of(value);
            length += 2;
            return this;
        }

        public Builder addAll(HttpFields fields) {
            for (int i = 0; i < fields.count(); i++) {
                add(fields.name(i), fields.value(i));
            }
            return this;
        }

        public HttpFields build() {
            return new HttpFields(
                    length == namesAndValues.length ? namesAndValues : Arrays.copyOf(namesAndValues, length));
        }
    }
}
