package io.quotegate.feed.binance;

import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.json.JsonScanner;
import io.quotegate.feed.relay.LastMessage;
import io.quotegate.feed.relay.TopicMemory;
import io.quotegate.text.ByteWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What {@code @trade} tells of what REST is asked: the last price, which is {@code ticker/price}, and the last trades, which are
 * {@code trades}: those that the venue answered once, and all that came since, without one missing. Trades are only kept while somebody asks.
 * Nothing comes on subscribing. Confined to the relay's loop.
 */
final class BinanceTradesMemory implements TopicMemory {
    /** In place of a number of trades: the last price. */
    private static final int PRICE = 0;

    private static final List<String> PRICE_NAMES = List.of("s symbol", "p price");
    private static final int MOST_ROWS = 1000;
    private static final int PLACES = 8;
    private static final long KEPT_NS = Duration.ofMinutes(5).toNanos();
    private static final long RETRY_NS = Duration.ofSeconds(1).toNanos();
    private static final long ID = JsonScanner.key("id");

    private final LongSupplier monotonicNs;
    private final MemoryAllowance allowance;
    private final LastMessage last = new LastMessage();
    private final Deque<Row> rows = new ArrayDeque<>(); // the oldest first, each the one after the one before

    private boolean kept; // somebody asks
    private boolean whole; // the venue's own are among them
    private boolean all; // and it has no others
    private boolean asked; // the venue, which has not answered
    private boolean unlike; // the venue's rows cannot be told from the stream
    private long askedNs;
    private long retryNs;

    /** A trade as REST tells it. */
    private record Row(long id, byte[] text) {}

    BinanceTradesMemory(LongSupplier monotonicNs, MemoryAllowance allowance) {
        this.monotonicNs = monotonicNs;
        this.allowance = allowance;
        retryNs = monotonicNs.getAsLong();
    }

    @Override
    public void onEvent(byte[] bytes, int from, int to) {
        last.onEvent(bytes, from, to);
        if (!kept) {
            return;
        }
        if (monotonicNs.getAsLong() - askedNs >= KEPT_NS) {
            forget();
            return;
        }
        Row row = row(BinanceFields.of(last.current()));
        if (row == null) {
            unlike = true;
            forget();
        } else {
            add(row);
        }
    }

    private void add(Row row) {
        Row newest = rows.peekLast();
        if (newest != null && row.id <= newest.id) {
            return; // the venue answered with it already
        }
        if (newest != null && row.id != newest.id + 1) {
            rows.clear();
            whole = false;
        }
        rows.add(row);
        if (rows.size() > MOST_ROWS) {
            rows.remove();
            all = false;
        }
    }

    /** Null where it is not known how the venue would tell it: its amount has more places than there are. */
    private static @Nullable Row row(BinanceFields trade) {
        String id = trade.get('t');
        String price = trade.get('p');
        String size = trade.get('q');
        String time = trade.get('T');
        String isBuyerMaker = trade.get('m');
        String isBestMatch = trade.get('M');
        if (id == null
                || price == null
                || size == null
                || time == null
                || isBuyerMaker == null
                || isBestMatch == null) {
            return null;
        }
        try {
            BigDecimal amount = decimal(price).multiply(decimal(size)).stripTrailingZeros();
            if (amount.scale() > PLACES) {
                return null;
            }
            ByteWriter out = new ByteWriter(160);
            out.ascii("{\"id\":").ascii(id).ascii(",\"price\":").ascii(price);
            out.ascii(",\"qty\":").ascii(size).ascii(",\"quoteQty\":\"");
            out.ascii(amount.setScale(PLACES).toPlainString())
                    .ascii("\",\"time\":")
                    .ascii(time);
            out.ascii(",\"isBuyerMaker\":").ascii(isBuyerMaker).ascii(",\"isBestMatch\":");
            return new Row(Long.parseLong(id), out.ascii(isBestMatch).put('}').toByteArray());
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            return null;
        }
    }

    private static BigDecimal decimal(String quoted) {
        return new BigDecimal(quoted.substring(1, quoted.length() - 1));
    }

    @Override
    public byte[] first() {
        return NOTHING;
    }

    /** What was is true, but others may have come since. */
    @Override
    public void clear() {
        last.clear();
        forget();
    }

    private void forget() {
        if (kept) {
            kept = false;
            whole = false;
            asked = false;
            rows.clear();
            allowance.giveBack();
        }
    }

    @Override
    public byte[] told(int count) {
        if (count == PRICE) {
            byte[] event = last.current();
            return event.length == 0 ? NOTHING : BinanceFields.of(event).renamed(PRICE_NAMES);
        }
        askedNs = monotonicNs.getAsLong();
        if (!whole || (rows.size() < count && !all)) {
            return NOTHING;
        }
        ByteWriter out = new ByteWriter(160 * Math.min(count, rows.size()) + 1);
        Iterator<Row> each = rows.iterator();
        for (int before = rows.size() - count; each.hasNext(); before--) {
            Row row = each.next();
            if (before <= 0) {
                (out.length() == 0 ? out : out.put(',')).put(row.text);
            }
        }
        return out.toByteArray();
    }

    @Override
    public boolean asks(int count) {
        if (count == PRICE) {
            return false;
        }
        long nowNs = monotonicNs.getAsLong();
        askedNs = nowNs;
        if (!kept && !unlike) {
            kept = allowance.tryTake();
        }
        if (!kept || whole || asked || nowNs - retryNs < 0) {
            return false;
        }
        asked = true;
        return true;
    }

    @Override
    public void learn(byte[] answer, int count) {
        if (!asked) {
            return;
        }
        asked = false;
        retryNs = monotonicNs.getAsLong() + RETRY_NS;
        List<Row> since = List.copyOf(rows);
        rows.clear();
        try {
            read(answer);
        } catch (ProtocolException e) {
            rows.clear();
        }
        whole = !rows.isEmpty();
        all = rows.size() < count;
        since.forEach(this::add); // and if there is one missing between, it is as if nothing had been learned
    }

    private void read(byte[] answer) {
        JsonScanner scanner = new JsonScanner().wrap(answer, 0, answer.length);
        scanner.enterArray();
        while (scanner.nextElement()) {
            scanner.peek();
            int from = scanner.position();
            long id = -1;
            scanner.enterObject();
            while (scanner.nextName()) {
                if (scanner.nameKey() == ID) {
                    scanner.plain();
                    id = scanner.toLong();
                } else {
                    scanner.skip();
                }
            }
            if (id < 0) {
                throw JsonScanner.malformed();
            }
            rows.add(new Row(id, Arrays.copyOfRange(answer, from, scanner.position())));
        }
    }
}
