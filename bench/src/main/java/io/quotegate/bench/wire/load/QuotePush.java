package io.quotegate.bench.wire.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * What a quote push says of itself: pair, {@code seq}, {@code receiveTime} and {@code drops}. Read by looking for those
 * keys in the message as it is, without allocating. Confined to its event loop.
 */
final class QuotePush {
    private static final byte[] OPENING = "{\"channel\":\"quotes\",\"pair\":\"".getBytes(US_ASCII);
    private static final byte[] RECEIVE_TIME = "\"receiveTime\":".getBytes(US_ASCII);
    private static final byte[] SEQ = "\"seq\":".getBytes(US_ASCII);
    private static final byte[] DROPS = "\"drops\":".getBytes(US_ASCII);
    private static final int MAX_BYTES = 4096;
    private static final int LAST_FIELDS = 170; // from receiveTime to the end, with the longest numbers
    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final byte[] bytes = new byte[MAX_BYTES];
    private int length;
    private int at; // behind what was read last

    private long pairHash;
    private long receiveTimeUs;
    private long seq;
    private long drops;

    /** Reads {@code in[from..from+count)}; false if that is no quote push. */
    boolean read(ByteBuf in, int from, int count) {
        if (count > MAX_BYTES || count < OPENING.length) {
            return false;
        }
        in.getBytes(from, bytes, 0, count);
        length = count;
        if (!Arrays.equals(bytes, 0, OPENING.length, OPENING, 0, OPENING.length)) {
            return false;
        }
        readPair();
        if (!find(RECEIVE_TIME, Math.max(OPENING.length, length - LAST_FIELDS))) {
            return false;
        }
        receiveTimeUs = number();
        if (!find(SEQ, at)) {
            return false;
        }
        seq = number();
        drops = find(DROPS, at) ? number() : 0;
        return true;
    }

    private void readPair() {
        long hash = FNV_BASIS;
        for (int i = OPENING.length; i < length && bytes[i] != '"'; i++) {
            hash = (hash ^ bytes[i]) * FNV_PRIME;
        }
        pairHash = hash;
    }

    private boolean find(byte[] key, int from) {
        for (int i = from; i + key.length <= length; i++) {
            if (bytes[i] == key[0]
                    && bytes[i + 1] == key[1]
                    && Arrays.equals(bytes, i, i + key.length, key, 0, key.length)) {
                at = i + key.length;
                return true;
            }
        }
        return false;
    }

    private long number() {
        long value = 0;
        while (at < length && bytes[at] >= '0' && bytes[at] <= '9') {
            value = value * 10 + bytes[at++] - '0';
        }
        return value;
    }

    /** Tells pairs apart; 64 bits, so that two of a few hundred are not taken for one. */
    long pairHash() {
        return pairHash;
    }

    long receiveTimeUs() {
        return receiveTimeUs;
    }

    long seq() {
        return seq;
    }

    /** How many quotes of the pair were skipped before this one, as the server says. */
    long drops() {
        return drops;
    }
}
