package io.quotegate.cli.client;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotegate.codec.proto.v1.Book;
import io.quotegate.codec.proto.v1.BookLevel;
import io.quotegate.codec.proto.v1.Quote;
import java.util.List;

/** What came in Protobuf, as the gateway spells it in JSON. Any thread. */
final class ProtoJson {
    private ProtoJson() {}

    static ObjectNode quote(Quote quote) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("pair", quote.getPair()).put("venue", quote.getVenue());
        json.put("bid", quote.hasBid() ? quote.getBid() : null);
        json.put("bidSize", quote.hasBidSize() ? quote.getBidSize() : null);
        json.put("ask", quote.hasAsk() ? quote.getAsk() : null);
        json.put("askSize", quote.hasAskSize() ? quote.getAskSize() : null);
        json.put("last", quote.hasLast() ? quote.getLast() : null);
        json.put("lastSize", quote.hasLastSize() ? quote.getLastSize() : null);
        json.put("exchangeTime", quote.hasExchangeTime() ? quote.getExchangeTime() : null);
        json.put("receiveTime", quote.getReceiveTime()).put("seq", quote.getSeq());
        json.put("stale", quote.getStale()).put("simulated", quote.getSimulated());
        if (quote.hasDrops()) {
            json.put("drops", quote.getDrops());
        }
        return json;
    }

    /** A snapshot, or what changed. */
    static ObjectNode book(Book book) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", book.hasPrevSeq() ? "update" : "snapshot");
        json.put("pair", book.getPair()).put("venue", book.getVenue());
        levels(json.putArray("bids"), book.getBidsList());
        levels(json.putArray("asks"), book.getAsksList());
        json.put("exchangeTime", book.hasExchangeTime() ? book.getExchangeTime() : null);
        json.put("receiveTime", book.getReceiveTime()).put("seq", book.getSeq());
        if (book.hasPrevSeq()) {
            json.put("prevSeq", book.getPrevSeq());
        }
        json.put("stale", book.getStale()).put("simulated", book.getSimulated());
        if (!book.hasPrevSeq()) {
            json.put("depth", book.getDepth());
        }
        if (book.hasDrops()) {
            json.put("drops", book.getDrops());
        }
        return json;
    }

    private static void levels(ArrayNode json, List<BookLevel> levels) {
        levels.forEach(level -> json.addArray().add(level.getPrice()).add(level.getSize()));
    }
}
