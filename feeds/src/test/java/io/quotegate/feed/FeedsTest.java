package io.quotegate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.quotegate.fault.FaultGuard;
import io.quotegate.fault.Faults;
import io.quotegate.feed.dial.ClientLoop;
import io.quotegate.feed.dial.Dialer;
import io.quotegate.feed.dial.Route;
import io.quotegate.feed.okx.OkxDialect;
import io.quotegate.market.Instruments;
import io.quotegate.market.Venue;
import io.quotegate.ring.QuotePublisher;
import io.quotegate.ring.QuoteRing;
import io.quotegate.ring.TopOfBook;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FeedsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final EmbeddedChannel loop = new EmbeddedChannel();
    private final FaultGuard guard = new Faults().at("feeds");
    private int looks; // at the clock
    private int failures; // to come, of looking at it

    private final FeedClock clock = new FeedClock() {
        @Override
        public long monotonicNs() {
            if (failures > 0) {
                failures--;
                throw new OutOfMemoryError("of this test");
            }
            looks++;
            return 1;
        }

        @Override
        public long epochNs() {
            return 1;
        }
    };

    @Test
    void lookAfterTheirVenuesAgainAfterATurnThatFailed() {
        Instruments instruments = Instruments.of(List.of("BTC-USDT"));
        loop.freezeTime();
        Feeds feeds = new Feeds(
                instruments,
                new FeedSettings(List.of(Venue.OKX), SECOND, SECOND, SECOND, SECOND, SECOND, SECOND),
                List.of(new VenueParts(
                        new VenueEndpoint(Venue.OKX, List.of(Route.direct(URI.create("ws://127.0.0.1:1"))), true),
                        OkxDialect.RULES,
                        OkxDialect::new,
                        1,
                        100)),
                Feeds.BookParts.NONE,
                new Feeds.Surroundings(
                        new ClientLoop(loop.eventLoop(), NioSocketChannel::new, PooledByteBufAllocator.DEFAULT),
                        Dialer.of(never -> {}),
                        clock,
                        new QuotePublisher(QuoteRing.ofCapacity(8), new TopOfBook(1)),
                        guard,
                        null));
        feeds.start();
        loop.runPendingTasks();
        tick();
        failures = 1;
        tick();
        assertThat(guard.count()).isEqualTo(1);
        int before = looks;
        tick();
        assertThat(looks).isGreaterThan(before);
        assertThat(guard.count()).isEqualTo(1);
        feeds.stop();
        loop.runPendingTasks();
    }

    private void tick() {
        loop.advanceTimeBy(50, TimeUnit.MILLISECONDS);
        loop.runScheduledPendingTasks();
    }
}
