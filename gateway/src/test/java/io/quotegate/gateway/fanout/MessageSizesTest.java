package io.quotegate.gateway.fanout;

import static io.quotegate.gateway.fanout.HandTurnedFanout.BITCOIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quotegate.market.Decimal;
import io.quotegate.market.DepthLevels;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.Venue;
import io.quotegate.market.book.BookPush;
import io.quotegate.text.ByteWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many bytes a push takes over WebSocket in each format, its header included, as docs/PERFORMANCE.md tells. */
class MessageSizesTest {
    private static final Path TOLD = Path.of("..", "docs", "PERFORMANCE.md");
    private static final WireFormat[] FORMATS = {
        WireFormat.WEBSOCKET_JSON,
        WireFormat.WEBSOCKET_JSON_DEFLATED,
        WireFormat.WEBSOCKET_PROTO,
        WireFormat.WEBSOCKET_SBE
    };
    private static final long TIME_NS = 1_786_613_174_873_000_000L;
    private static final double DEFLATERS_DIFFER = 0.1;

    private final HandTurnedFanout all = new HandTurnedFanout();

    @AfterEach
    void close() {
        all.close();
    }

    private int[] sizes(BiConsumer<WireFormat, ByteWriter> appending) {
        return Arrays.stream(FORMATS)
                .mapToInt(format -> {
                    ByteWriter out = new ByteWriter(64);
                    all.writer.begin();
                    appending.accept(format, out);
                    return out.length();
                })
                .toArray();
    }

    private static QuoteFlyweight quote() {
        QuoteFlyweight quote = HandTurnedFanout.scratch();
        quote.instrumentId(BITCOIN).venue(Venue.OKX).seq(81234);
        quote.exchangeTimeNs(TIME_NS).receiveTimeNs(TIME_NS + 28_234_000);
        String[] values = {"63707.2", "1.70080521", "63707.3", "0.15455902", "63707.3", "0.00164251"};
        Decimal value = new Decimal();
        for (int i = 0; i < QuoteLayout.VALUES; i++) {
            value.parse(values[i]);
            quote.value(i, value);
        }
        return quote;
    }

    /** With so many levels on each side, of sizes as they are. */
    private static BookPush book(boolean snapshot, int levels) {
        BookPush book = new BookPush();
        book.instrumentId = BITCOIN;
        book.snapshot = snapshot;
        book.depth = 20;
        book.seq = 81234;
        book.prevSeq = 81233;
        book.exchangeTimeNs = TIME_NS;
        book.receiveTimeNs = TIME_NS + 28_234_000;
        for (int i = 0; i < levels; i++) {
            long size = 100_000 + 97_654_321L * (i * i + 7) % 170_080_521;
            level(book.bids, 637_072 - 3L * i, snapshot || i % 2 == 0 ? size : 0);
            level(book.asks, 637_073 + 2L * i, size);
        }
        return book;
    }

    private static void level(DepthLevels side, long price, long size) {
        side.add(price, 1, size, size == 0 ? 0 : 8);
    }

    private List<String> rows() {
        List<String> rows = new ArrayList<>();
        rows.add(row("quote", sizes((format, out) -> all.writer.appendQuote(format, quote(), 0, out))));
        for (int levels : new int[] {1, 5}) {
            BookPush update = book(false, levels);
            rows.add(row(
                    "update of " + 2 * levels + " levels",
                    sizes((format, out) -> all.writer.appendBook(format, update, 0, out))));
        }
        BookPush snapshot = book(true, 20);
        rows.add(row(
                "snapshot of 20 levels a side",
                sizes((format, out) -> all.writer.appendBook(format, snapshot, 0, out))));
        return rows;
    }

    private static String row(String what, int[] sizes) {
        StringBuilder row = new StringBuilder("| ").append(what);
        for (int size : sizes) {
            row.append(" | ").append(size);
        }
        return row.append(" |").toString();
    }

    @Test
    void areAsToldInTheTable() throws IOException {
        List<String> told = Files.readAllLines(TOLD);
        for (String row : rows()) {
            String what = row.substring(0, row.indexOf('|', 1) + 1);
            String line = told.stream()
                    .filter(each -> each.startsWith(what))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("not told: " + row));
            int[] is = cells(row);
            int[] said = cells(line);
            for (int i = 0; i < FORMATS.length; i++) {
                double give = FORMATS[i] == WireFormat.WEBSOCKET_JSON_DEFLATED ? DEFLATERS_DIFFER * is[i] : 0;
                assertThat((double) said[i]).as(row).isCloseTo(is[i], within(give));
            }
        }
    }

    private static int[] cells(String row) {
        return Stream.of(row.split("\\|", -1))
                .map(String::strip)
                .filter(cell -> cell.matches("[0-9]+"))
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
