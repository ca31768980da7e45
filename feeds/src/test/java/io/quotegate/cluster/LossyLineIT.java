package io.quotegate.cluster;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.fault.Faults;
import io.quotegate.testkit.Fork;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A feed node and its gateways with Aeron over UDP, one of them behind a {@link LossyLine}: everything arrives, or is said
 * to be lost and made up for by an image, and the gateway beside it has everything. {@code -Dquotegate.line-records=500000}
 * sends as many quotes and trades, of {@code -Dquotegate.line-rate=10000} a second.
 */
@Timeout(300)
class LossyLineIT {
    private static final int RECORDS = Integer.getInteger("quotegate.line-records", 5_000);
    private static final int A_MS = Math.max(1, Integer.getInteger("quotegate.line-rate", 5_000) / 1_000);
    private static final int PAIRS = 300;
    private static final int RING_RECORDS = 1 << 16;
    private static final long PATIENCE_NS = TimeUnit.MINUTES.toNanos(2);
    private static final String TRADED = "TRADED-USDT"; // until the near one hears trades
    private static final String[] MARKET =
            IntStream.range(0, PAIRS).mapToObj(i -> "C" + i + "-USDT").toArray(String[]::new);

    private final Random random = new Random(18);
    private final int port;
    private final String[] all =
            Stream.concat(Stream.of(TRADED), Arrays.stream(MARKET)).toArray(String[]::new);
    private final TestNode node = new TestNode(0, RING_RECORDS, all);
    private final ClusterPublisher publisher;
    private final LineGateway near;
    private final long lostAtFirst; // by the near one, when it heard the feed node and no trades yet
    private long sent; // quotes, and trades

    LossyLineIT() throws IOException {
        port = Fork.datagramPorts(ClusterStream.values().length);
        publisher = ClusterPublisher.open(
                LineGateway.settings(port, 0),
                new ClusterPublisher.Source(node.epoch, node.instruments, node.rings, () -> List.copyOf(node.venues)),
                LineGateway::thread,
                new Faults().at("cluster"));
        publisher.start();
        for (String pair : MARKET) {
            node.quote(pair, 1);
            node.trade(pair, 1);
            node.book(pair, 10, 100_000);
        }
        near = new LineGateway(port, all);
        await("the first trade", () -> {
            node.trade(TRADED, 1);
            node.rings.publisher().announce();
            return near.hasTrades();
        });
        await("all there is", () -> near.isAsFarAs(node) && near.hasRead(node));
        lostAtFirst = near.feed.stats().lost.sum();
    }

    @AfterEach
    void stop() {
        near.close();
        publisher.close();
        assertThat(near.wrong).isEmpty();
    }

    private void await(String what, BooleanSupplier condition, LineGateway... others) {
        long untilNs = System.nanoTime() + PATIENCE_NS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(() -> what + missing(others)).isLessThan(untilNs);
            poll(others);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private String missing(LineGateway... others) {
        return Stream.concat(Stream.ofNullable(near), Arrays.stream(others))
                .map(gateway -> gateway.missing(node))
                .collect(Collectors.joining("; and ", ": ", ""));
    }

    private void poll(LineGateway... others) {
        if (near != null) {
            near.poll();
        }
        for (LineGateway other : others) {
            other.poll();
        }
    }

    /** Publishes as much as a millisecond has. */
    private void publish() {
        for (int i = 0; i < A_MS; i++) {
            node.quote(MARKET[random.nextInt(PAIRS)], sent);
            node.trade(MARKET[random.nextInt(PAIRS)], sent);
            sent++;
        }
        for (int i = 0; i < 3; i++) {
            node.bookUpdate(MARKET[random.nextInt(PAIRS)], 100_000 - random.nextInt(10), 1 + random.nextInt(1_000));
        }
        node.rings.publisher().announce();
        node.rings.bookPublisher().announce();
    }

    private void publish(int records, LineGateway... others) {
        long until = sent + records;
        while (sent < until) {
            publish();
            poll(others);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    /** The gateway with a line of its own, whatever befell another. */
    private void assertNearHasEverything() {
        await("everything", () -> near.hasRead(node) && near.isAsFarAs(node));
        assertThat(near.feed.stats().lost.sum()).isEqualTo(lostAtFirst);
        assertThat(publisher.stats().laps.sum()).isZero();
    }

    /** The other one knows in the end what there is, and was told of whatever it was not told. */
    private void assertKnowsAll(LineGateway far) {
        await("the same", () -> far.isAsFarAs(node), far);
        await("that something was lost", () -> far.told == far.feed.stats().gaps.sum(), far);
        if (far.told == 0) {
            await("everything", () -> far.hasRead(node), far);
        }
        assertThat(far.wrong).isEmpty();
        assertNearHasEverything();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.01, 0.05})
    void bringsEverythingOrSaysWhatItDoesNot(double loss) throws IOException, InterruptedException {
        try (LossyLine line = new LossyLine(Fork.datagramPorts(ClusterStream.values().length), port, 4);
                LineGateway far = new LineGateway(line.port(), MARKET)) {
            await("all there is", () -> far.isAsFarAs(node) && far.hasRead(node), far);
            long had = far.quotes;
            Asked before = Asked.of(far, publisher);
            line.worsen(loss, loss);
            publish(RECORDS, far);
            assertKnowsAll(far);
            say(String.format(Locale.ROOT, "%.1f%% lost and as much overtaken", loss * 100), line, far, had);
            before.say(Asked.of(far, publisher));
        }
    }

    /**
     * What Aeron's drivers counted, a tenth of a second ago at most.
     *
     * @param byFar       times that the gateway behind the line asked for what did not come
     * @param heard       times that the feed node was asked
     * @param retransmits times that it sent again
     */
    private record Asked(long byFar, long heard, long retransmits) {
        static Asked of(LineGateway far, ClusterPublisher publisher) {
            ClusterStats.Transport sent =
                    requireNonNull(publisher.stats().transport.get());
            ClusterStats.Transport heard =
                    requireNonNull(far.feed.stats().transport.get());
            return new Asked(heard.naksSent(), sent.naksReceived(), sent.retransmits());
        }

        void say(Asked after) {
            System.out.printf(
                    Locale.ROOT,
                    "   the gateway asked %d times for what was lost (NAK), the feed node heard %d of them and sent"
                            + " again %d times%n",
                    after.byFar - byFar,
                    after.heard - heard,
                    after.retransmits - retransmits);
        }
    }

    private void say(String what, LossyLine line, LineGateway far, long had) {
        System.out.printf(
                Locale.ROOT,
                "%s: of %d datagrams %d lost, %d overtaken; %d of %d quotes came, %d gaps of %d records%n",
                what,
                line.passed.sum() + line.lost.sum(),
                line.lost.sum(),
                line.overtaken.sum(),
                far.quotes - had,
                sent,
                far.feed.stats().gaps.sum(),
                far.feed.stats().lost.sum());
    }

    @Test
    void takesAnImageWhenMoreIsLostThanCanBeSentAgain() throws IOException, InterruptedException {
        try (LossyLine line = new LossyLine(Fork.datagramPorts(ClusterStream.values().length), port, 4);
                LineGateway far = new LineGateway(line.port(), MARKET)) {
            await("all there is", () -> far.isAsFarAs(node) && far.hasRead(node), far);
            long had = far.quotes;
            line.cut(true);
            for (int i = 0; i < 60; i++) { // 3 MB of each stream, each part of it when the near one has the part before
                for (long until = sent + 500; sent < until; ) {
                    publish();
                }
                await("the part", () -> near.hasRead(node), far);
            }
            line.cut(false);
            assertKnowsAll(far);
            assertThat(far.feed.stats().gaps.sum()).isPositive();
            say("cut off for a while", line, far, had);
        }
    }

    @Test
    void servesOneThatComesLateWhileEverythingGoesOn() {
        for (String pair : MARKET) {
            node.book(pair, 400, 100_000);
        }
        publish(1_000);
        long beganNs = System.nanoTime();
        try (LineGateway late = new LineGateway(port, MARKET)) {
            long openNs = System.nanoTime();
            while (served(late) < PAIRS) {
                publish(A_MS, late);
            }
            long servedNs = System.nanoTime();
            await("the same", () -> late.isAsFarAs(node), late);
            assertNearHasEverything();
            assertThat(late.wrong).isEmpty();
            System.out.printf(
                    Locale.ROOT,
                    "a gateway that comes late serves %d pairs and their books %d ms after its start, %d ms of that to"
                            + " start Aeron; it asked for %d images%n",
                    PAIRS,
                    TimeUnit.NANOSECONDS.toMillis(servedNs - beganNs),
                    TimeUnit.NANOSECONDS.toMillis(openNs - beganNs),
                    late.feed.stats().requests.sum());
        }
    }

    private static int served(LineGateway gateway) {
        return (int) IntStream.range(0, PAIRS).filter(gateway::serves).count();
    }
}
