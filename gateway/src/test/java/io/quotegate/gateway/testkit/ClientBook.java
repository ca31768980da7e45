package io.quotegate.gateway.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quotegate.codec.proto.v1.Book;
import io.quotegate.codec.proto.v1.BookLevel;
import io.quotegate.codec.proto.v1.ServerFrame;
import io.quotegate.codec.sbe.v1.BookSnapshotDecoder;
import io.quotegate.codec.sbe.v1.BookUpdateDecoder;
import io.quotegate.codec.sbe.v1.MessageHeaderDecoder;
import io.quotegate.gateway.fanout.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A book as a client keeps it that knows nothing but the messages, in whatever format: sorted maps of texts. Confined to
 * the test's thread.
 */
public final class ClientBook {
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<BigDecimal, String> bids = new TreeMap<>(Comparator.reverseOrder());
    private final Map<BigDecimal, String> asks = new TreeMap<>();

    public long seq;
    public boolean stale;

    /** One message, whichever format it came in; {@code previousSeq} is negative in a snapshot. */
    public record Message(
            String pair,
            long seq,
            long previousSeq,
            long drops,
            boolean stale,
            List<String[]> bids,
            List<String[]> asks) {
        public boolean isSnapshot() {
            return previousSeq < 0;
        }
    }

    /** What {@code bytes}, which came in {@code format}, say. */
    public static Message read(WireFormat format, byte[] bytes) {
        try {
            return switch (format.payload()) {
                case JSON -> ofJson(JSON.readTree(bytes));
                case PROTO ->
                    ofProto(
                            format.isCall()
                                    ? Book.parseFrom(bytes)
                                    : ServerFrame.parseFrom(bytes).getBookUpdate());
                case SBE -> ofSbe(new UnsafeBuffer(bytes));
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Message ofJson(JsonNode push) {
        return new Message(
                push.path("pair").asText(),
                push.path("seq").asLong(),
                push.path("type").asText().equals("snapshot")
                        ? -1
                        : push.path("prevSeq").asLong(-2),
                push.path("drops").asLong(),
                push.path("stale").asBoolean(),
                levels(push.path("bids")),
                levels(push.path("asks")));
    }

    private static List<String[]> levels(JsonNode side) {
        List<String[]> levels = new ArrayList<>();
        side.forEach(level ->
                levels.add(new String[] {level.path(0).asText(), level.path(1).asText()}));
        return levels;
    }

    public static Message ofProto(Book book) {
        return new Message(
                book.getPair(),
                book.getSeq(),
                book.hasPrevSeq() ? book.getPrevSeq() : -1,
                book.getDrops(),
                book.getStale(),
                levels(book.getBidsList()),
                levels(book.getAsksList()));
    }

    private static List<String[]> levels(List<BookLevel> side) {
        return side.stream()
                .map(level -> new String[] {level.getPrice(), level.getSize()})
                .toList();
    }

    private static Message ofSbe(UnsafeBuffer bytes) {
        MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(bytes, 0);
        List<String[]> bids = new ArrayList<>();
        List<String[]> asks = new ArrayList<>();
        if (header.templateId() == BookSnapshotDecoder.TEMPLATE_ID) {
            BookSnapshotDecoder book = new BookSnapshotDecoder().wrapAndApplyHeader(bytes, 0, header);
            int price = -book.priceExponent();
            int size = -book.sizeExponent();
            book.bids().forEach(level -> bids.add(level(level.price(), price, level.size(), size)));
            book.asks().forEach(level -> asks.add(level(level.price(), price, level.size(), size)));
            return new Message(
                    book.pair(), book.seq(), -1, book.drops(), book.flags().stale(), bids, asks);
        }
        BookUpdateDecoder book = new BookUpdateDecoder().wrapAndApplyHeader(bytes, 0, header);
        int price = -book.priceExponent();
        int size = -book.sizeExponent();
        book.bids().forEach(level -> bids.add(level(level.price(), price, level.size(), size)));
        book.asks().forEach(level -> asks.add(level(level.price(), price, level.size(), size)));
        return new Message(
                book.pair(),
                book.seq(),
                book.prevSeq(),
                book.drops(),
                book.flags().stale(),
                bids,
                asks);
    }

    private static String[] level(long price, int pricePlaces, long size, int sizePlaces) {
        return new String[] {
            BigDecimal.valueOf(price, pricePlaces).toPlainString(),
            BigDecimal.valueOf(size, sizePlaces).toPlainString()
        };
    }

    /** Takes over what {@code message} says. */
    public void apply(Message message) {
        if (message.isSnapshot()) {
            bids.clear();
            asks.clear();
        } else if (message.previousSeq() != seq) {
            throw new AssertionError("prevSeq " + message.previousSeq() + " behind " + seq);
        }
        apply(bids, message.bids());
        apply(asks, message.asks());
        seq = message.seq();
        stale = message.stale();
    }

    private static void apply(Map<BigDecimal, String> side, List<String[]> levels) {
        for (String[] level : levels) {
            BigDecimal price = new BigDecimal(level[0]);
            if (new BigDecimal(level[1]).signum() == 0) {
                if (side.remove(price) == null) {
                    throw new AssertionError("no level at " + price + " to be taken away");
                }
            } else {
                side.put(price, level[1]);
            }
        }
    }

    /** The best bid, its size, the best ask, its size; of an empty side nothing. */
    public List<BigDecimal> top() {
        List<BigDecimal> top = new ArrayList<>();
        for (Map<BigDecimal, String> side : List.of(bids, asks)) {
            side.entrySet().stream().limit(1).forEach(best -> {
                top.add(best.getKey().stripTrailingZeros());
                top.add(new BigDecimal(best.getValue()).stripTrailingZeros());
            });
        }
        return top;
    }

    /** All of it as numbers, whatever zeros stand behind them: a message of SBE has one exponent for all prices. */
    public String numbers() {
        return numbers(bids) + " " + numbers(asks) + " " + stale;
    }

    private static Map<String, String> numbers(Map<BigDecimal, String> side) {
        Map<String, String> numbers = new LinkedHashMap<>();
        side.forEach((price, size) -> numbers.put(plain(price), plain(new BigDecimal(size))));
        return numbers;
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    @Override
    public String toString() {
        Map<String, Object> all = new HashMap<>();
        all.put("bids", bids);
        all.put("asks", asks);
        all.put("stale", stale);
        return all.toString();
    }
}
