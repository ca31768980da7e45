package io.quotegate.feed;

import io.quotegate.feed.dialect.DialectListener;
import io.quotegate.feed.dialect.VenueDialect;
import io.quotegate.feed.pair.GroupHealth;
import io.quotegate.feed.pair.VenueHealth;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.StatusReason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Those pairs of a venue whose quotes come by the same connection, or by several that bring the same, and how these are: the
 * pairs are there while any of the connections is open, and live while any of them brings something. Other pairs of the venue
 * are not touched by it. Confined to the feed loop.
 */
final class QuoteGroup implements LaneRole {
    private final VenueFeed feed;
    private final VenueBook book;
    private final GroupHealth health;
    private final Supplier<List<Instrument>> pairs;
    private final Parts parts;
    private final Map<VenueLane, UnheardPairs> lanes =
            new LinkedHashMap<>(); // none before it begins, and after it ended

    /**
     * What the groups of a venue are made of.
     *
     * @param dialects how to speak with the venue
     * @param lanes    makes what keeps a connection, of which each group has {@code count}
     * @param timeouts how long it may be silent
     * @param log      tells people of it
     */
    record Parts(
            Instruments instruments,
            VenueDialect.Factory dialects,
            Function<LaneRole, VenueLane> lanes,
            int count,
            FeedArbiter arbiter,
            VenueOutages outages,
            ConnectionTimeouts timeouts,
            VenueLog log) {}

    /** @param pairs that it has at the time */
    QuoteGroup(VenueFeed feed, VenueBook book, GroupHealth health, Supplier<List<Instrument>> pairs, Parts parts) {
        this.feed = feed;
        this.book = book;
        this.health = health;
        this.pairs = pairs;
        this.parts = parts;
    }

    /** Begins to connect, unless it did. */
    void begin() {
        if (lanes.isEmpty()) {
            Stream.generate(() -> parts.lanes.apply(this))
                    .limit(parts.count)
                    .forEach(lane -> lanes.put(lane, new UnheardPairs(book, health, pairs)));
            lanes.keySet().forEach(VenueLane::start);
        }
    }

    /** Closes what is open and connects no more, unless it begins anew. */
    void end() {
        List<VenueLane> ending = List.copyOf(lanes.keySet());
        lanes.clear();
        ending.forEach(VenueLane::stop);
    }

    /** The pairs that come by its connections. */
    List<Instrument> pairs() {
        return pairs.get();
    }

    GroupHealth health() {
        return health;
    }

    /** It has other pairs than before. */
    void relist(Instruments.Change change) {
        change.added().forEach(pair -> book.groups().join(pair.id(), health));
        lanes.values().forEach(UnheardPairs::judgeAgain);
        lanes.keySet().forEach(lane -> lane.relist(change));
    }

    /** Its connections that are open. */
    List<FeedConnection> open() {
        return lanes.keySet().stream()
                .map(VenueLane::open)
                .filter(Objects::nonNull)
                .toList();
    }

    boolean isOpenBeside(VenueLane lane) {
        return lanes.keySet().stream().anyMatch(other -> other != lane && other.open() != null);
    }

    @Override
    public ConnectionSink sink() {
        return book;
    }

    @Override
    public String brings() {
        return "quotes";
    }

    @Override
    public boolean comesFirst() {
        return true;
    }

    @Override
    public VenueDialect dialect(DialectListener listener) {
        return parts.dialects.open(parts.instruments, pairs, book, listener);
    }

    /** How the venue is, unless there is another connection to it. */
    @Override
    public void waits(VenueLane lane, VenueState state) {
        feed.waits(lane, state);
    }

    @Override
    public void opened() {
        book.stats().connects.increment();
        book.stats().openConnections.increment();
    }

    @Override
    public void closed() {
        book.stats().openConnections.decrement();
    }

    @Override
    public void refused(int instrumentId, String message) {
        parts.log.refused(instrumentId, message);
        parts.arbiter.onRefused(book, instrumentId);
    }

    @Override
    public void heard() {
        boolean wasStale = health.now() == VenueHealth.STALE;
        if (book.isLive() && health.hasFailed()) {
            parts.log.note("quotes of " + pairs().size() + " pairs come again");
        } else if (!book.isLive()) {
            parts.log.live(feed.nowNs());
        }
        book.stats().state(VenueState.LIVE);
        parts.outages.onUp(book, health, wasStale ? StatusReason.RESUMED : StatusReason.CONNECTED, feed.nowNs());
    }

    @Override
    public boolean isLive() {
        return health.isLive();
    }

    @Override
    public boolean isHealthy(long nowNs) {
        return health.isLive() && nowNs - health.healthySinceNs() >= parts.timeouts.healthyAfterNs();
    }

    @Override
    public boolean canTakeOver(FeedConnection next) {
        return next.isDelivering();
    }

    @Override
    public void lost(VenueLane lane, String what) {
        if (isOpenBeside(lane)) {
            parts.log.lessened(what, feed.nowNs());
        } else {
            failed(what, feed.nowNs());
        }
    }

    private void failed(String what, long nowNs) {
        if (feed.isLiveBeside(this)) {
            parts.log.lostPairs(what, pairs().size(), nowNs);
        } else {
            parts.log.failed(what, nowNs);
        }
    }

    /** The pairs may be there by another one. */
    @Override
    public void down(VenueLane lane, StatusReason reason) {
        if (!isOpenBeside(lane)) {
            parts.outages.onDown(book, health, reason, feed.nowNs());
        }
    }

    /** Looks at what only time changes, unless it is {@code late}: what came meanwhile is read first. */
    void tick(long nowNs, boolean late) {
        lanes.keySet().forEach(VenueLane::revive);
        List<FeedConnection> open = open();
        if (late || open.isEmpty()) {
            return;
        }
        long silentNs =
                open.stream().mapToLong(each -> each.silentNs(nowNs)).min().orElseThrow();
        if (silentNs >= parts.timeouts.staleAfterNs() && silentNs < parts.timeouts.deadAfterNs() && isLive()) {
            failed("silent for " + silentNs / 1_000_000 + " ms, stale", nowNs);
            parts.outages.onStale(book, health, nowNs);
            if (!book.isLive()) {
                book.stats().state(VenueState.STALE);
            }
        }
        List.copyOf(lanes.entrySet()).forEach(each -> {
            each.getKey().tick(nowNs);
            lookForUnheard(each.getKey(), each.getValue(), nowNs);
        });
    }

    private void lookForUnheard(VenueLane lane, UnheardPairs its, long nowNs) {
        FeedConnection connection = lane.open();
        List<Instrument> missing = connection == null ? List.of() : its.onTime(connection, nowNs);
        if (!missing.isEmpty()) {
            parts.log.unheard(missing, UnheardPairs.PATIENCE);
            missing.forEach(pair -> book.unheard(pair.id(), nowNs));
        }
    }
}
