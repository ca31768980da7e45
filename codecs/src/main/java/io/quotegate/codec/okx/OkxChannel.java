package io.quotegate.codec.okx;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quotegate.codec.json.JsonScanner;
import org.jspecify.annotations.Nullable;

/** The public channels that are read and written here. */
public enum OkxChannel {
    BBO_TBT("bbo-tbt"),
    TICKERS("tickers"),
    TRADES("trades"),
    BOOKS("books");

    private static final OkxChannel[] VALUES = values();

    private final String wireName;
    private final long key;

    OkxChannel(String wireName) {
        this.wireName = wireName;
        this.key = JsonScanner.key(wireName);
    }

    public String wireName() {
        return wireName;
    }

    /** The channel spelled {@code wireName}, or null. */
    public static @Nullable OkxChannel ofWireName(String wireName) {
        byte[] bytes = wireName.getBytes(US_ASCII);
        return ofKey(JsonScanner.key(bytes, 0, bytes.length));
    }

    static @Nullable OkxChannel ofKey(long key) {
        for (OkxChannel channel : VALUES) {
            if (channel.key == key) {
                return channel;
            }
        }
        return null;
    }
}
