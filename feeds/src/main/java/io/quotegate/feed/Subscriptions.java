package io.quotegate.feed;

import io.quotegate.feed.dialect.DialectListener;
import io.quotegate.feed.dialect.VenueDialect;
import io.quotegate.feed.peer.PeerText;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one connection asks its venue for, and what of it the venue takes. What it refuses costs no more than that: a
 * request that was refused as a whole is asked again in halves, until it is known which pairs the venue does not have.
 * Confined to the feed loop.
 */
final class Subscriptions implements DialectListener {
    /** Requests that are asked again before the connection is given up: five bad pairs among the 341 of a connection. */
    static final int MOST_AGAIN = 100;

    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);
    /** Between two requests, and from a refusal to what follows from it: what was taken may be told after it. */
    private static final long PAUSE_NS = Duration.ofSeconds(1).toNanos();

    private final FeedConnection connection;
    private final ConnectionOwner owner;
    private final FeedClock clock;
    private final Map<Integer, List<Instrument>> requests = new LinkedHashMap<>(); // by number, not known to be taken
    private final Deque<Part> again = new ArrayDeque<>();
    private final Deque<Part> changes = new ArrayDeque<>(); // what is to be ended and begun, in that order
    private final BitSet wanted = new BitSet(); // by instrument, neither taken nor refused
    private int lastNumber;
    private int askedAgain;
    private long pausedNs;
    private boolean taken; // any of it
    private long newsNs = Long.MIN_VALUE; // of the last pair that was taken, refused or asked for again
    private String problem = "";

    /** Pairs that together were refused, are to be asked for, or are to be asked for no more. */
    private record Part(List<Instrument> pairs, Kind kind) {
        enum Kind {
            REFUSED,
            WANTED,
            UNWANTED
        }
    }

    Subscriptions(FeedConnection connection, ConnectionOwner owner, FeedClock clock) {
        this.connection = connection;
        this.owner = owner;
        this.clock = clock;
    }

    /** Asks for all that the venue should have. */
    void begin(VenueDialect dialect) {
        List<Instrument> pairs = dialect.pairs();
        pairs.forEach(pair -> wanted.set(pair.id()));
        requests(dialect, pairs).forEach(each -> ask(dialect, each));
    }

    private static List<List<Instrument>> requests(VenueDialect dialect, List<Instrument> pairs) {
        int most = dialect.pairsPerRequest();
        return IntStream.range(0, (pairs.size() + most - 1) / most)
                .mapToObj(i -> pairs.subList(i * most, Math.min(pairs.size(), (i + 1) * most)))
                .toList();
    }

    /**
     * The venue should have {@code change} from now on. What it goes on to bring is not touched; the requests follow one
     * another with a pause, the first at once unless one was sent just now.
     */
    void change(VenueDialect dialect, Instruments.Change change) {
        change.removed().forEach(pair -> wanted.clear(pair.id()));
        change.added().forEach(pair -> wanted.set(pair.id()));
        requests(dialect, change.removed()).forEach(each -> changes.add(new Part(each, Part.Kind.UNWANTED)));
        requests(dialect, change.added()).forEach(each -> changes.add(new Part(each, Part.Kind.WANTED)));
        newsNs = clock.monotonicNs();
    }

    private void ask(VenueDialect dialect, List<Instrument> pairs) {
        lastNumber++;
        newsNs = clock.monotonicNs();
        requests.put(lastNumber, pairs);
        connection.request(dialect.subscription(lastNumber, pairs));
    }

    /** For how long nothing was taken, refused or asked for again since {@code openedNs}. */
    long settledNs(long openedNs, long nowNs) {
        return again.isEmpty() && changes.isEmpty() ? nowNs - Math.max(newsNs, openedNs) : 0;
    }

    /** Whether the venue has taken any of it. */
    boolean isTaken() {
        return taken;
    }

    /** Goes on with what was refused, if it is time. */
    void onTime(VenueDialect dialect, long nowNs) {
        if (lastNumber > 0 && wanted.isEmpty() && !taken) {
            connection.end("every pair is refused: " + problem);
        }
        if (nowNs - pausedNs < PAUSE_NS || (again.isEmpty() && changes.isEmpty())) {
            return;
        }
        pausedNs = nowNs;
        if (changes.isEmpty()) {
            again(dialect, again.remove());
        } else {
            change(dialect, changes.remove());
        }
    }

    private void change(VenueDialect dialect, Part part) {
        if (part.kind == Part.Kind.UNWANTED) {
            connection.request(dialect.unsubscription(part.pairs));
            return;
        }
        List<Instrument> pairs = stillWanted(part);
        if (!pairs.isEmpty()) {
            ask(dialect, pairs);
        }
    }

    private List<Instrument> stillWanted(Part part) {
        return part.pairs.stream().filter(pair -> wanted.get(pair.id())).toList();
    }

    private void again(VenueDialect dialect, Part part) {
        List<Instrument> pairs = stillWanted(part);
        boolean refused = part.kind == Part.Kind.REFUSED;
        if (refused && pairs.size() == 1) {
            onPairRefused(pairs.get(0).id(), problem);
        } else if (refused && !pairs.isEmpty()) {
            again.add(new Part(pairs.subList(0, pairs.size() / 2), Part.Kind.WANTED));
            again.add(new Part(pairs.subList(pairs.size() / 2, pairs.size()), Part.Kind.WANTED));
        } else if (!pairs.isEmpty() && ++askedAgain > MOST_AGAIN) {
            connection.end("too much is refused: " + problem);
        } else if (!pairs.isEmpty()) {
            ask(dialect, pairs);
        }
    }

    @Override
    public void onRequestTaken(int number) {
        taken = true;
        List<Instrument> pairs = requests.remove(number);
        if (pairs != null) {
            pairs.forEach(pair -> settle(pair.id()));
        }
    }

    private void settle(int instrumentId) {
        if (wanted.get(instrumentId)) {
            wanted.clear(instrumentId);
            newsNs = clock.monotonicNs();
        }
    }

    @Override
    public void onPairTaken(int instrumentId) {
        taken = true;
        settle(instrumentId);
    }

    @Override
    public void onPairRefused(int instrumentId, String message) {
        settle(instrumentId);
        problem = PeerText.shown(message);
        owner.onPairRefused(instrumentId, problem);
    }

    @Override
    public void onRequestRefused(int number, String message) {
        Integer refused = number == NO_NUMBER ? firstWanted() : Integer.valueOf(number);
        List<Instrument> pairs = refused == null ? null : requests.remove(refused);
        if (pairs == null) {
            LOG.debug("{}: refused: {}", connection.venue().wireName(), PeerText.shown(message));
            return;
        }
        LOG.info(
                "{}: refused a request for {} pairs, which is asked again in parts: {}",
                connection.venue().wireName(),
                pairs.size(),
                PeerText.shown(message));
        problem = PeerText.shown(message);
        pausedNs = clock.monotonicNs();
        again.add(new Part(pairs, Part.Kind.REFUSED));
    }

    /** The first request of which not everything is settled: a refusal without a number is most likely its. */
    private @Nullable Integer firstWanted() {
        for (Map.Entry<Integer, List<Instrument>> request : requests.entrySet()) {
            if (request.getValue().stream().anyMatch(pair -> wanted.get(pair.id()))) {
                return request.getKey();
            }
        }
        return null;
    }

    @Override
    public void onNotNow(String code, String message) {
        owner.onRequestRefused(connection, PeerText.shown(code), PeerText.shown(message));
    }

    @Override
    public void onGoingAway(String message) {
        owner.onGoingAway(connection, PeerText.shown(message));
    }
}
