package io.quotegate.port;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.MessageLite;
import io.quotegate.codec.proto.v1.Quote;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the body of an answer of gRPC-Web as it comes: quotes, each checked, and then trailers. */
final class WebBody {
    private static final int HEADER_BYTES = 5;

    /** How a body is written. */
    enum Kind {
        BINARY("application/grpc-web"),
        TEXT("application/grpc-web-text");

        private final String type;

        Kind(String type) {
            this.type = type;
        }

        String type() {
            return type;
        }

        /** A body as it is sent; text in two runs, the first with its padding. */
        byte[] encode(byte[] body) {
            if (this == BINARY) {
                return body;
            }
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            text.writeBytes(Base64.getEncoder().encode(Arrays.copyOf(body, 1)));
            text.writeBytes(Base64.getEncoder().encode(Arrays.copyOfRange(body, 1, body.length)));
            return text.toByteArray();
        }
    }

    private final Kind kind;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream(); // less than four characters
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream(); // less than a message
    private final List<Quote> quotes = new ArrayList<>();
    private final Map<String, Long> seqs = new HashMap<>();
    private String trailers = "";
    private long drops;

    WebBody(Kind kind) {
        this.kind = kind;
    }

    static byte[] framed(MessageLite message) {
        byte[] bytes = message.toByteArray();
        return ByteBuffer.allocate(HEADER_BYTES + bytes.length)
                .put((byte) 0)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    void add(byte[] piece) throws IOException {
        if (kind == Kind.BINARY) {
            binary.write(piece);
        } else {
            for (byte next : piece) {
                text.write(next);
                if (text.size() == 4) {
                    binary.write(Base64.getDecoder().decode(text.toByteArray()));
                    text.reset();
                }
            }
        }
        ByteBuffer in = ByteBuffer.wrap(binary.toByteArray());
        binary.reset();
        while (in.remaining() >= HEADER_BYTES && in.remaining() - HEADER_BYTES >= in.getInt(in.position() + 1)) {
            int flag = in.get() & 0xFF;
            byte[] message = new byte[in.getInt()];
            in.get(message);
            onMessage(flag, message);
        }
        binary.write(in.array(), in.position(), in.remaining());
    }

    private void onMessage(int flag, byte[] message) throws IOException {
        if (!trailers.isEmpty()) {
            throw new AssertionError("a message behind the trailers");
        }
        if (flag == 0x80) {
            trailers = new String(message, US_ASCII);
        } else if (flag == 0) {
            check(Quote.parseFrom(message));
        } else {
            throw new AssertionError("flag " + flag);
        }
    }

    private void check(Quote quote) {
        quotes.add(quote);
        drops += quote.getDrops();
        Long before = seqs.put(quote.getPair(), quote.getSeq());
        if (before != null && quote.getSeq() != before + 1 + quote.getDrops()) {
            throw new AssertionError("seq " + quote.getSeq() + " after " + before + ", " + quote.getDrops() + " drops");
        }
    }

    List<Quote> quotes() {
        return quotes;
    }

    long drops() {
        return drops;
    }

    /** Whether of every pair of which a quote came to {@code other}, the newest of those or a later one came. */
    boolean hasReached(WebBody other) {
        return other.seqs.entrySet().stream()
                .allMatch(newest -> seqs.getOrDefault(newest.getKey(), 0L) >= newest.getValue());
    }

    /** Empty until they came. */
    String trailers() {
        return trailers;
    }
}
