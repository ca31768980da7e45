package io.quotegate.gateway.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import io.quotegate.codec.proto.v1.Quote;
import io.quotegate.codec.proto.v1.ServerFrame;
import io.quotegate.codec.sbe.v1.MessageHeaderDecoder;
import io.quotegate.codec.sbe.v1.QuoteDecoder;
import io.quotegate.codec.sbe.v1.StatusDecoder;
import io.quotegate.codec.sbe.v1.TradeDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What one client received, taken apart without any of our own decoders. What was cut waits for the rest. Confined to the
 * test's thread.
 */
final class ReceivedPushes {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final byte[] EMPTY_BLOCK_END = {0, 0, (byte) 0xFF, (byte) 0xFF};

    private final WireFormat format;
    private ByteBuffer bytes = ByteBuffer.allocate(0);
    private long lastNumber; // of the last event that had an id
    private @Nullable Inflater window; // of what was compressed with reference to what was before
    private int compressedMessages;
    private int compressedBytes;

    ReceivedPushes(WireFormat format) {
        this.format = format;
    }

    /**
     * One push.
     *
     * @param pair  empty where it is of none
     * @param which the number of a quote, the id of a trade, the opening time of a candle, the type of a status event
     */
    record Push(String channel, String pair, String which, long drops) {
        /** The number of a quote. */
        long seq() {
            return Long.parseLong(which);
        }

        @Override
        public String toString() {
            String whole =
                    (channel + ' ' + pair + ' ' + which).replace("  ", " ").strip();
            return drops == 0 ? whole : whole + " drops " + drops;
        }
    }

    /** How many messages referred to others, or might have. */
    int compressedMessages() {
        return compressedMessages;
    }

    /** Their bytes, without headers. */
    int compressedBytes() {
        return compressedBytes;
    }

    /** Nothing more is received. */
    void close() {
        if (window != null) {
            window.end();
        }
    }

    /** What the id of the last event says that had one; 0 before. */
    long lastNumber() {
        return lastNumber;
    }

    /** The whole messages in what came so far and in {@code more}. */
    List<Push> take(byte[] more) {
        return messages(more).stream().map(this::read).toList();
    }

    /** The same as they are. */
    List<byte[]> messages(byte[] more) {
        bytes = ByteBuffer.wrap(concat(Arrays.copyOfRange(bytes.array(), bytes.position(), bytes.limit()), more));
        List<byte[]> messages = new ArrayList<>();
        for (byte[] message = next(); message != null; message = next()) {
            messages.add(message);
        }
        return messages;
    }

    private byte @Nullable [] next() {
        int from = bytes.position();
        byte[] message = switch (format) {
            case FRAME_JSON, FRAME_PROTO, FRAME_SBE -> behind(4, buffer -> buffer.getInt());
            case LINE_JSON -> until("\n");
            case SSE -> until("\n\n");
            case GRPC -> behind(5, ReceivedPushes::callLength);
            case GRPC_TEXT -> textual();
            case WEBSOCKET_JSON, WEBSOCKET_PROTO, WEBSOCKET_SBE -> webSocket(0x80);
            case WEBSOCKET_JSON_DEFLATED, WEBSOCKET_PROTO_DEFLATED, WEBSOCKET_SBE_DEFLATED -> inflated(webSocket(0xC0));
            case WEBSOCKET_JSON_TAKEOVER, WEBSOCKET_PROTO_TAKEOVER, WEBSOCKET_SBE_TAKEOVER -> takingOver();
        };
        if (message == null) {
            bytes.position(from);
        }
        return message;
    }

    private byte @Nullable [] behind(int header, Function<ByteBuffer, Integer> length) {
        return bytes.remaining() < header ? null : payload(length.apply(bytes));
    }

    private byte @Nullable [] payload(int length) {
        if (bytes.remaining() < length) {
            return null;
        }
        byte[] payload = new byte[length];
        bytes.get(payload);
        return payload;
    }

    private static int callLength(ByteBuffer buffer) {
        require(buffer.get() == 0, "not compressed");
        return buffer.getInt();
    }

    private byte @Nullable [] until(String end) {
        String text = new String(bytes.array(), bytes.position(), bytes.remaining(), UTF_8);
        int length = text.indexOf(end);
        if (length < 0) {
            return null;
        }
        byte[] message = text.substring(0, length).getBytes(UTF_8);
        bytes.position(bytes.position() + message.length + end.length());
        if (format != WireFormat.SSE) {
            return message;
        }
        require(text.startsWith("data: "), text);
        String[] lines = new String(message, UTF_8).split("\n", -1);
        require(lines.length == 1 || lines[1].matches("id: [0-9a-z-]+:[0-9]+"), text);
        if (lines.length > 1) {
            lastNumber = Long.parseLong(lines[1].substring(lines[1].lastIndexOf(':') + 1));
        }
        return lines[0].substring("data: ".length()).getBytes(UTF_8);
    }

    /** Each message is Base64 by itself, padding included, so that its length is known from its first eight letters. */
    private byte @Nullable [] textual() {
        if (bytes.remaining() < 8) {
            return null;
        }
        byte[] head = new byte[8];
        bytes.get(bytes.position(), head);
        int length = callLength(ByteBuffer.wrap(Base64.getDecoder().decode(head)));
        byte[] letters = payload((5 + length + 2) / 3 * 4);
        if (letters == null) {
            return null;
        }
        byte[] message = Base64.getDecoder().decode(letters);
        return Arrays.copyOfRange(message, 5, message.length);
    }

    private byte @Nullable [] webSocket(int firstBits) {
        if (bytes.remaining() < 2) {
            return null;
        }
        int first = bytes.get() & 0xFF;
        boolean known = switch (format.payload()) {
            case JSON -> first == (firstBits | TEXT);
            case PROTO -> first == (firstBits | BINARY);
            case SBE -> first == (firstBits | TEXT) || first == (firstBits | BINARY);
        };
        require(known, "first byte: " + first);
        int length = bytes.get();
        if (length < 126) {
            return payload(length);
        }
        require(length == 126, "length: " + length);
        return bytes.remaining() < 2 ? null : payload(bytes.getShort() & 0xFFFF);
    }

    private static byte @Nullable [] inflated(byte @Nullable [] packed) {
        if (packed == null) {
            return null;
        }
        Inflater inflater = new Inflater(true);
        try {
            return inflated(packed, inflater);
        } finally {
            inflater.end();
        }
    }

    /** As it is, or compressed with reference to all that was compressed before. */
    private byte @Nullable [] takingOver() {
        if (bytes.remaining() < 2) {
            return null;
        }
        boolean compressed = (bytes.get(bytes.position()) & 0x40) != 0;
        byte[] message = webSocket(compressed ? 0xC0 : 0x80);
        if (message == null || !compressed) {
            return message;
        }
        compressedMessages++;
        compressedBytes += message.length;
        if (window == null) {
            window = new Inflater(true);
        }
        return inflated(message, window);
    }

    private static byte[] inflated(byte[] packed, Inflater inflater) {
        try {
            inflater.setInput(concat(packed, EMPTY_BLOCK_END));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] piece = new byte[512];
            for (int count = inflater.inflate(piece); count > 0; count = inflater.inflate(piece)) {
                out.write(piece, 0, count);
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw new AssertionError("a message that does not unpack", e);
        }
    }

    private Push read(byte[] message) {
        try {
            if (format.isCall()) {
                return quote(Quote.parseFrom(message));
            }
            return switch (format.payload()) {
                case JSON -> read(JSON.readTree(message));
                case PROTO -> read(ServerFrame.parseFrom(message));
                case SBE -> message[0] == '{' ? read(JSON.readTree(message)) : read(new UnsafeBuffer(message));
            };
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("a message that is none", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Push read(JsonNode push) {
        String channel = push.path("channel").asText(push.path("event").asText());
        String which = switch (channel) {
            case "quotes" -> push.path("seq").asText();
            case "trades" -> push.path("id").asText();
            case "candles" -> push.path("openTime").asText();
            case "status" -> push.path("type").asText();
            default -> "";
        };
        String pair = push.path("pair").isTextual() ? push.path("pair").asText() : "";
        return new Push(channel, pair, which, push.path("drops").asLong());
    }

    private static Push read(ServerFrame frame) {
        return switch (frame.getMessageCase()) {
            case QUOTE_UPDATE -> quote(frame.getQuoteUpdate());
            case TRADE_UPDATE ->
                new Push(
                        "trades",
                        frame.getTradeUpdate().getPair(),
                        frame.getTradeUpdate().getId(),
                        frame.getTradeUpdate().getDrops());
            case CANDLE_UPDATE ->
                new Push(
                        "candles",
                        frame.getCandleUpdate().getPair(),
                        String.valueOf(frame.getCandleUpdate().getOpenTime()),
                        frame.getCandleUpdate().getDrops());
            case STATUS ->
                new Push(
                        "status", frame.getStatus().getPair(), frame.getStatus().getType(), 0);
            default -> new Push(frame.getMessageCase().name(), "", "", 0);
        };
    }

    private static Push read(UnsafeBuffer message) {
        MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(message, 0);
        return switch (header.templateId()) {
            case QuoteDecoder.TEMPLATE_ID -> {
                QuoteDecoder quote = new QuoteDecoder().wrapAndApplyHeader(message, 0, header);
                yield new Push("quotes", quote.pair(), String.valueOf(quote.seq()), quote.drops());
            }
            case TradeDecoder.TEMPLATE_ID -> {
                TradeDecoder trade = new TradeDecoder().wrapAndApplyHeader(message, 0, header);
                yield new Push("trades", trade.pair(), String.valueOf(trade.tradeId()), trade.drops());
            }
            case StatusDecoder.TEMPLATE_ID -> {
                StatusDecoder status = new StatusDecoder().wrapAndApplyHeader(message, 0, header);
                String type =
                        status.statusType().name().toLowerCase(Locale.ROOT).replace('_', '-');
                yield new Push("status", status.pair(), type, 0);
            }
            default -> throw new AssertionError("template: " + header.templateId());
        };
    }

    private static Push quote(Quote quote) {
        return new Push("quotes", quote.getPair(), String.valueOf(quote.getSeq()), quote.getDrops());
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}
