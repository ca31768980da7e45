package io.quotegate.bench.wire.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.quotegate.codec.proto.v1.Quote;
import io.quotegate.codec.sbe.v1.BookUpdateDecoder;
import io.quotegate.codec.sbe.v1.MessageHeaderDecoder;
import io.quotegate.codec.sbe.v1.QuoteDecoder;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What the push of a quote, or of a book, says of itself: pair, {@code seq}, {@code receiveTime} and {@code drops}. Of JSON
 * it is read by looking for those keys in the message as it is, without allocating. Confined to its event loop.
 */
final class QuotePush {
    private static final byte[] QUOTE = "{\"channel\":\"quotes\",\"pair\":\"".getBytes(US_ASCII);
    private static final byte[] UPDATE = "{\"channel\":\"books\",\"type\":\"update\",\"pair\":\"".getBytes(US_ASCII);
    private static final byte[] RECEIVE_TIME = "\"receiveTime\":".getBytes(US_ASCII);
    private static final byte[] SEQ = "\"seq\":".getBytes(US_ASCII);
    private static final byte[] DROPS = "\"drops\":".getBytes(US_ASCII);
    private static final int MAX_BYTES = 4096;
    private static final int LAST_FIELDS = 170; // from receiveTime to the end, with the longest numbers
    private static final int WIRE_TYPE = 7;
    private static final int LENGTH_DELIMITED = 2;
    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final boolean protobuf;
    private final byte[] bytes = new byte[MAX_BYTES];
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final BookUpdateDecoder update = new BookUpdateDecoder();
    private int length;
    private int at; // behind what was read last

    private long pairHash;
    private long receiveTimeUs;
    private long seq;
    private long drops;

    /** @param protobuf whether what comes are messages {@code Quote} of Protobuf; else each is JSON or SBE */
    QuotePush(boolean protobuf) {
        this.protobuf = protobuf;
    }

    /** Reads {@code in[from..from+count)}; false if that is no such push. */
    boolean read(ByteBuf in, int from, int count) {
        if (count > MAX_BYTES || count < QUOTE.length) {
            return false;
        }
        in.getBytes(from, bytes, 0, count);
        length = count;
        return protobuf ? readProtobuf() : bytes[0] == '{' ? readJson() : readSbe();
    }

    /** @see <a href="https://protobuf.dev/programming-guides/encoding/">Protobuf, encoding</a> */
    private boolean readProtobuf() {
        boolean named = false;
        drops = 0;
        at = 0;
        while (at < length) {
            int tag = (int) varint();
            long value = varint(); // of what has a length, that
            switch (tag) {
                case Quote.PAIR_FIELD_NUMBER << 3 | LENGTH_DELIMITED -> {
                    readPair(at, at + (int) value);
                    named = true;
                }
                case Quote.RECEIVE_TIME_FIELD_NUMBER << 3 -> receiveTimeUs = value;
                case Quote.SEQ_FIELD_NUMBER << 3 -> seq = value;
                case Quote.DROPS_FIELD_NUMBER << 3 -> drops = value;
                default -> {
                    // nothing that is counted
                }
            }
            at += (tag & WIRE_TYPE) == LENGTH_DELIMITED ? (int) value : 0;
        }
        return named;
    }

    private long varint() {
        long value = 0;
        int shift = 0;
        byte next;
        do {
            next = bytes[at++];
            value |= (long) (next & 0x7F) << shift;
            shift += 7;
        } while (next < 0);
        return value;
    }

    private boolean readSbe() {
        header.wrap(buffer, 0);
        if (header.templateId() == QuoteDecoder.TEMPLATE_ID) {
            quote.wrapAndApplyHeader(buffer, 0, header);
            receiveTimeUs = quote.receiveTime();
            seq = quote.seq();
            drops = quote.drops();
            at = quote.limit() + 1; // behind the length of the pair
            readPair(at, at + quote.pairLength());
            return true;
        }
        if (header.templateId() == BookUpdateDecoder.TEMPLATE_ID) {
            update.wrapAndApplyHeader(buffer, 0, header);
            receiveTimeUs = update.receiveTime();
            seq = update.seq();
            drops = update.drops();
            return true; // of whichever pair: the sequence of books is not checked
        }
        return false;
    }

    private boolean readJson() {
        int opening = opens(QUOTE) ? QUOTE.length : opens(UPDATE) ? UPDATE.length : 0;
        if (opening == 0) {
            return false;
        }
        int end = opening;
        while (end < length && bytes[end] != '"') {
            end++;
        }
        readPair(opening, end);
        if (!find(RECEIVE_TIME, Math.max(opening, length - LAST_FIELDS))) {
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

    private boolean opens(byte[] opening) {
        return length >= opening.length && Arrays.equals(bytes, 0, opening.length, opening, 0, opening.length);
    }

    private void readPair(int from, int to) {
        pairHash = hash(bytes, from, to);
    }

    /** What {@link #pairHash} is of {@code pair}. */
    static long pairHash(String pair) {
        return hash(pair.getBytes(US_ASCII), 0, pair.length());
    }

    private static long hash(byte[] text, int from, int to) {
        long hash = FNV_BASIS;
        for (int i = from; i < to; i++) {
            hash = (hash ^ text[i]) * FNV_PRIME;
        }
        return hash;
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
