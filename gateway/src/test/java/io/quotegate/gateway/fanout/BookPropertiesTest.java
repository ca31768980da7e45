package io.quotegate.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.api.DeliveryMode;
import io.quotegate.api.PushChannel;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.testkit.ClientBook;
import io.quotegate.market.DepthLevels;
import io.quotegate.market.book.BookPush;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever happens to books, to the event loop and to those who read, at every depth and in every mode: what a client has
 * made of its messages is the book at their {@code seq}, told by sorted maps that know none of our classes; or it was closed.
 */
class BookPropertiesTest {
    private static final int PAIRS = 3;
    private static final int TRIES = 25;
    private static final int MOST_STEPS = 120;
    private static final int[] DEPTHS = {1, 5, 10, 20, 50, 100, 200, 400};
    private static final WireFormat[] FORMATS = {
        WireFormat.LINE_JSON,
        WireFormat.FRAME_PROTO,
        WireFormat.FRAME_SBE,
        WireFormat.WEBSOCKET_JSON_DEFLATED,
        WireFormat.SSE,
        WireFormat.GRPC
    };

    /** The books as they were at each number. */
    private static final class Oracle {
        private final List<TreeMap<Long, String>> bids = new ArrayList<>();
        private final List<TreeMap<Long, String>> asks = new ArrayList<>();
        private final boolean[] stale = new boolean[PAIRS];
        private final Map<String, String> told = new HashMap<>(); // by pair, number and depth

        Oracle() {
            for (int i = 0; i < PAIRS; i++) {
                bids.add(new TreeMap<>(Comparator.reverseOrder()));
                asks.add(new TreeMap<>());
            }
        }

        void keep(int pair, long seq) {
            for (int depth : DEPTHS) {
                Map<String, Object> book = new HashMap<>();
                book.put("bids", best(bids.get(pair), depth));
                book.put("asks", best(asks.get(pair), depth));
                book.put("stale", stale[pair]);
                told.put(pair + " " + seq + ' ' + depth, book.toString());
            }
        }

        private static String best(Map<Long, String> side, int depth) {
            StringBuilder text = new StringBuilder("{");
            side.entrySet().stream()
                    .limit(depth)
                    .forEach(level -> text.append(text.length() == 1 ? "" : ", ")
                            .append(BigDecimal.valueOf(level.getKey(), 1))
                            .append('=')
                            .append(level.getValue()));
            return text.append('}').toString();
        }

        String at(int pair, long seq, int depth) {
            return String.valueOf(told.get(pair + " " + seq + ' ' + depth));
        }
    }

    /** A client, what it wants, and what it has made of it. */
    private static final class Follower {
        final FanoutClient client;
        final DeliveryMode mode;
        final int[] depths = new int[PAIRS]; // 0 where it wants nothing
        final ClientBook[] books = new ClientBook[PAIRS];
        long drops;

        Follower(FanoutClient client, DeliveryMode mode) {
            this.client = client;
            this.mode = mode;
        }

        void want(int pair, int depth) {
            depths[pair] = depth;
            books[pair] = new ClientBook();
            client.subscribeBooks(depth, mode, pair);
        }

        void follow(HandTurnedFanout all, Oracle oracle) {
            for (byte[] bytes : client.messages()) {
                ClientBook.Message message = ClientBook.read(client.format(), bytes);
                int pair = all.pair(message.pair());
                ClientBook book = books[pair];
                drops += message.drops();
                if (mode == DeliveryMode.ALL) {
                    assertThat(message.drops()).isZero();
                }
                book.apply(message);
                assertThat(book.toString()).isEqualTo(oracle.at(pair, book.seq, depths[pair]));
            }
        }

        void isUpToDate(HandTurnedFanout all, Oracle oracle) {
            for (int pair = 0; pair < PAIRS; pair++) {
                if (depths[pair] > 0 && all.books.seq(pair) > 0) {
                    assertThat(books[pair].toString()).isEqualTo(oracle.at(pair, all.books.seq(pair), depths[pair]));
                }
            }
        }
    }

    private static void change(HandTurnedFanout all, Oracle oracle, int pair, SplittableRandom random) {
        boolean snapshot = all.books.seq(pair) == 0 || random.nextInt(40) == 0;
        BookPush change = all.books.change(pair, snapshot);
        if (snapshot) {
            oracle.bids.get(pair).clear();
            oracle.asks.get(pair).clear();
        }
        change.stale = !snapshot && random.nextInt(30) == 0;
        oracle.stale[pair] = change.stale;
        int levels = change.stale ? 0 : random.nextInt(1, snapshot ? 60 : 8);
        for (int i = 0; i < levels; i++) {
            boolean bid = random.nextBoolean();
            long price = bid ? 1000 - random.nextInt(80) : 1001 + random.nextInt(80);
            Map<Long, String> side = (bid ? oracle.bids : oracle.asks).get(pair);
            boolean gone = random.nextInt(3) == 0 && side.containsKey(price);
            long size = gone ? 0 : random.nextInt(1, 100);
            DepthLevels told = bid ? change.bids : change.asks;
            told.add(price, 1, size, 0);
            if (gone) {
                side.remove(price);
            } else {
                side.put(price, String.valueOf(size));
            }
        }
        oracle.keep(pair, change.seq);
        all.books.publish();
    }

    private static void step(HandTurnedFanout all, Oracle oracle, List<Follower> followers, SplittableRandom random) {
        Follower follower = followers.get(random.nextInt(followers.size()));
        int pair = random.nextInt(PAIRS);
        boolean gone = follower.client.endedFor() != null;
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3, 4 -> {
                for (int count = random.nextInt(1, 20); count > 0; count--) {
                    change(all, oracle, random.nextInt(PAIRS), random);
                }
            }
            case 5 -> {
                for (int count = random.nextInt(20, 700);
                        count > 0;
                        count--) { // more than the ring holds, now and then
                    change(all, oracle, pair, random);
                }
            }
            case 6, 7, 8, 9 -> all.turn();
            case 10 -> follower.client.freeze();
            case 11, 12 -> follower.client.take(random.nextInt(4_000));
            case 13 -> follower.client.thaw();
            case 14 -> {
                if (!gone) {
                    follower.client.thaw(); // what was under way is read as what it was
                    follower.follow(all, oracle);
                    follower.want(pair, DEPTHS[random.nextInt(DEPTHS.length)]);
                }
            }
            default -> {
                if (!gone) {
                    follower.client.thaw();
                    follower.follow(all, oracle);
                    follower.client.unsubscribe(PushChannel.BOOKS, pair);
                    follower.depths[pair] = 0;
                }
            }
        }
        follower.follow(all, oracle);
    }

    private static void play(int seed, DeliveryMode mode) {
        SplittableRandom random = new SplittableRandom(seed);
        Oracle oracle = new Oracle();
        try (HandTurnedFanout all = new HandTurnedFanout()) {
            List<Follower> followers = new ArrayList<>();
            for (WireFormat format : FORMATS) {
                Follower follower = new Follower(all.client(format), mode);
                followers.add(follower);
                for (int pair = 0; pair < PAIRS; pair++) {
                    follower.want(pair, DEPTHS[random.nextInt(DEPTHS.length)]);
                }
            }
            for (int steps = random.nextInt(5, MOST_STEPS); steps > 0; steps--) {
                step(all, oracle, followers, random);
            }
            followers.forEach(follower -> follower.client.thaw());
            all.turn();
            long drops = 0;
            for (Follower follower : followers) {
                follower.follow(all, oracle);
                drops += follower.drops;
                DisconnectReason ended = follower.client.endedFor();
                if (ended == null) {
                    follower.isUpToDate(all, oracle);
                } else {
                    assertThat(mode).isEqualTo(DeliveryMode.ALL);
                    assertThat(ended).isIn(DisconnectReason.SLOW_CONSUMER, DisconnectReason.LAPPED);
                }
            }
            assertThat(all.metrics.drops.sum()).isEqualTo(drops);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClientsBookIsTheGatewaysOrTheClientIsTold(DeliveryMode mode) {
        for (int seed = 0; seed < TRIES; seed++) {
            try {
                play(seed, mode);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }
}
