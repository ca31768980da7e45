package io.quotegate.cluster;

import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.StatusFlyweight;
import io.quotegate.market.StatusType;
import io.quotegate.market.TradeFlyweight;
import io.quotegate.market.Venue;
import io.quotegate.market.book.BookPush;
import io.quotegate.ring.BookLayout;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What feed nodes publish, as a gateway takes it: keeps apart who says it, looks for what is missing, decides who is
 * followed, and hands what that one says to {@link MarketCopy}. Confined to the thread that reads.
 */
final class ClusterReader {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterReader.class);
    private static final long ASLEEP_NS = NodeChoice.HEARTBEAT_NS;
    private static final long TOLD_AGAIN_NS = TimeUnit.SECONDS.toNanos(10);

    private final MarketCopy copy;
    private final NodeChoice choice;
    private final Line line;
    private final ClusterStats stats;
    private final RecordReader reader = new RecordReader();
    private final KnownNodes nodes;
    private final QuoteFlyweight quote = new QuoteFlyweight().wrap(new UnsafeBuffer(new byte[QuoteLayout.LENGTH]), 0);
    private final UnsafeBuffer eventBytes = new UnsafeBuffer(new byte[QuoteLayout.LENGTH]);
    private final StatusFlyweight event = new StatusFlyweight().wrap(eventBytes, 0);
    private final UnsafeBuffer tradeBytes = new UnsafeBuffer(new byte[QuoteLayout.LENGTH]);
    private final TradeFlyweight trade = new TradeFlyweight().wrap(tradeBytes, 0);
    private final BookPush book = new BookPush();

    private @Nullable KnownNode followed;
    private boolean silent; // the one that is followed
    private boolean heard; // any
    private long firstHeardNs;
    private long lastTickNs;
    private boolean ticked;
    private long tellNs = Long.MIN_VALUE; // not before

    /** The line to feed nodes. */
    interface Line {
        /** Asks {@code node} for an image. */
        void ask(UUID node, ClusterStream of);

        /** Whether nothing comes any more from {@code source}, from where a message came. */
        boolean hasEnded(Object source);
    }

    ClusterReader(Instruments instruments, MarketCopy copy, NodeChoice choice, Line line, ClusterStats stats) {
        nodes = new KnownNodes(instruments);
        this.copy = copy;
        this.choice = choice;
        this.line = line;
        this.stats = stats;
    }

    /** The feed node that is followed; null before the first. */
    @Nullable
    KnownNode followed() {
        return followed;
    }

    /** Whether the feed node that is followed is heard. */
    boolean isHeard() {
        return followed != null && !silent;
    }

    /** Whether the one that is followed has told everything that it knew when it was first followed. */
    boolean hasJoined() {
        return followed != null && !followed.wants(ClusterStream.QUOTES);
    }

    /** How many feed nodes are heard. */
    int alive(long nowNs) {
        return nodes.alive(nowNs);
    }

    /** @param source by which {@link Line#hasEnded} is asked */
    void onMessage(DirectBuffer buffer, int offset, int length, Object source, long nowNs) {
        ClusterStream stream = reader.wrap(buffer, offset, length) ? reader.stream() : null;
        if (stream == null) {
            stats.unreadable.increment();
            return;
        }
        if (stream == ClusterStream.REQUESTS) {
            return; // another gateway's, where all share one channel
        }
        KnownNode node = nodes.of(reader.epochHigh(), reader.epochLow(), followed, nowNs);
        node.hear(stream, source);
        int count = reader.left();
        int repeated = node.check(stream).repeated(reader.first(), count);
        long lost = node.check(stream).onMessage(reader.first(), count);
        if (lost > 0) {
            onLost(node, stream, lost, nowNs);
        }
        for (int i = 0; reader.next(); i++) {
            if (i >= repeated) {
                take(node, stream, nowNs);
            }
        }
        stats.records.add(count);
        stats.bytes.add(length);
    }

    private void onLost(KnownNode node, ClusterStream stream, long lost, long nowNs) {
        node.lose(stream);
        if (node != followed) {
            return;
        }
        stats.lost.add(lost);
        stats.gaps.increment();
        if (isToTell(nowNs)) {
            LOG.warn("{} records of the feed node's {} did not arrive", lost, stream);
        }
        copy.onLost(stream);
    }

    private boolean isToTell(long nowNs) {
        boolean now = nowNs >= tellNs;
        tellNs = now ? nowNs + TOLD_AGAIN_NS : tellNs;
        return now;
    }

    private void take(KnownNode node, ClusterStream stream, long nowNs) {
        UnsafeBuffer body = reader.body();
        switch (reader.type()) {
            case MessageLayout.QUOTE -> takeQuote(node, body);
            case MessageLayout.TRADE -> takeTrade(node, body);
            case MessageLayout.STATUS -> takeStatus(node, body);
            case MessageLayout.BOOK -> takeBook(node, body, nowNs);
            case MessageLayout.PAIR -> takePair(node, body, nowNs);
            case MessageLayout.HEARTBEAT -> takeHeartbeat(node, body, nowNs);
            case MessageLayout.IMAGE_BEGIN -> node.onImageBegin(stream, nowNs);
            case MessageLayout.IMAGE_END -> takeImageEnd(node, stream);
            default -> {} // of a newer feed node
        }
    }

    private void takePair(KnownNode node, UnsafeBuffer body, long nowNs) {
        if (node.name(body, nowNs) && copy.takes(ClusterStream.BOOKS)) {
            node.lose(ClusterStream.BOOKS);
        }
    }

    private void takeImageEnd(KnownNode node, ClusterStream of) {
        boolean whole = node.onImageEnd(of);
        if (whole && node == followed) {
            stats.images.increment();
            copy.onImage(of);
        }
    }

    private void takeQuote(KnownNode node, UnsafeBuffer body) {
        if (body.capacity() < MessageLayout.QUOTE_BODY) {
            return;
        }
        quote.buffer().putBytes(0, body, 0, MessageLayout.QUOTE_BODY);
        int id = node.numbers().local(quote.instrumentId());
        if (id == PairNumbers.NONE || !isVenue(body.getByte(QuoteLayout.VENUE_OFFSET))) {
            return;
        }
        if (node.take(quote.instrumentId(id)) && node == followed) {
            copy.onQuote(quote);
        }
    }

    private static boolean isVenue(int code) {
        return code >= 0 && code < Venue.count();
    }

    private void takeTrade(KnownNode node, UnsafeBuffer body) {
        if (node == followed && body.capacity() >= MessageLayout.TRADE_BODY) {
            tradeBytes.putBytes(0, body, 0, MessageLayout.TRADE_BODY);
            int id = node.numbers().local(trade.instrumentId());
            if (id != PairNumbers.NONE && isVenue(trade.venueCode())) {
                copy.onTrade(trade.instrumentId(id));
            }
        }
    }

    private void takeStatus(KnownNode node, UnsafeBuffer body) {
        if (node != followed || body.capacity() < MessageLayout.STATUS_BODY) {
            return;
        }
        eventBytes.putBytes(0, body, 0, MessageLayout.STATUS_BODY);
        int theirs = event.instrumentId();
        int id = theirs == StatusFlyweight.NO_INSTRUMENT
                ? theirs
                : node.numbers().local(theirs);
        if ((theirs == StatusFlyweight.NO_INSTRUMENT || id != PairNumbers.NONE) && event.isKnown()) {
            copy.onStatus(event, id);
            if (event.type() == StatusType.VENUE_UP || event.type() == StatusType.VENUE_DOWN) {
                copy.hear(node);
            }
        }
    }

    private void takeBook(KnownNode node, UnsafeBuffer body, long nowNs) {
        if (node != followed || !BookLayout.isWhole(body)) {
            return;
        }
        BookLayout.read(body, book);
        node.onBook(book.snapshot, nowNs);
        int id = node.numbers().local(book.instrumentId);
        if (id != PairNumbers.NONE) {
            book.instrumentId = id;
            if (!copy.onBook(book)) {
                node.want(ClusterStream.BOOKS);
            }
        }
    }

    private void takeHeartbeat(KnownNode node, UnsafeBuffer body, long nowNs) {
        if (!Heartbeat.fits(body)) {
            return;
        }
        Heartbeat heartbeat = Heartbeat.read(body);
        node.onHeartbeat(heartbeat, nowNs);
        if (!heard) {
            heard = true;
            firstHeardNs = nowNs;
        }
        late(node, ClusterStream.TRADES, heartbeat, nowNs);
        late(node, ClusterStream.BOOKS, heartbeat, nowNs);
    }

    /**
     * What is late comes, in its order, unless the line that brought the stream has ended. Until then books are known to be
     * old.
     */
    private void late(KnownNode node, ClusterStream stream, Heartbeat heartbeat, long nowNs) {
        if (!copy.takes(stream)) {
            return;
        }
        long late = node.check(stream).onHeartbeat(heartbeat.next()[stream.ordinal()]);
        Object source = node.source(stream);
        boolean lost = late > 0 && (source == null || line.hasEnded(source));
        if (lost) {
            node.check(stream).giveUp(late);
            onLost(node, stream, late, nowNs);
        }
        if (node == followed && stream == ClusterStream.BOOKS) {
            boolean old = late > 0 && !lost;
            if (old && isToTell(nowNs)) {
                LOG.warn("{} records of the feed node's {} are late: books are stale", late, stream);
            }
            copy.onLateness(old, node);
        }
    }

    /** Looks at what only time changes, after all that came was read. */
    void tick(long nowNs) {
        if (ticked && nowNs - lastTickNs >= ASLEEP_NS) {
            nodes.forgive(nowNs - lastTickNs);
        }
        ticked = true;
        lastTickNs = nowNs;
        if (heard && (followed != null || nowNs - firstHeardNs >= NodeChoice.DEAD_AFTER_NS)) {
            follow(nowNs);
        }
        KnownNode node = followed;
        if (node != null && !silent) {
            ask(node, ClusterStream.QUOTES, nowNs);
            ask(node, ClusterStream.BOOKS, nowNs);
        }
    }

    private void ask(KnownNode node, ClusterStream stream, long nowNs) {
        if (node.asksFor(stream, nowNs)) {
            stats.requests.increment();
            line.ask(node.epoch(), stream);
        }
    }

    private void follow(long nowNs) {
        KnownNode before = followed;
        KnownNode best = choice.choose(nodes.all(), before, nowNs);
        if (best == null) {
            if (before != null && !silent) {
                silent = true;
                stats.silences.increment();
                LOG.warn("no feed node is heard: what is known is stale");
                copy.silence();
            }
        } else if (best != before) {
            followed = best;
            silent = false;
            LOG.info("following feed node {}, of rank {}", best.epoch(), best.rank());
            copy.begin(best);
            if (before != null) {
                stats.switches.increment();
            }
        } else if (silent) {
            silent = false;
            LOG.info("feed node {} is heard again", best.epoch());
            copy.endSilence(best);
        }
    }
}
