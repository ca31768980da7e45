package io.quotegate.feed.binance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.feed.book.BookFault;
import io.quotegate.feed.book.BookListener;
import io.quotegate.feed.book.BookStats;
import io.quotegate.feed.book.KeptBook;
import io.quotegate.feed.book.SnapshotBudget;
import io.quotegate.feed.dialect.BookVenue;
import io.quotegate.feed.origin.VenueOrigin;
import io.quotegate.feed.rest.RestStub;
import io.quotegate.feed.rest.VenueRest;
import io.quotegate.market.DepthUpdate;
import io.quotegate.market.Instruments;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class BinanceSnapshotsTest {
    private static final Instruments PAIRS = Instruments.of(List.of("BTC-USDT"));
    private static final BookListener DEAF = new BookListener() {
        @Override
        public void onChange(KeptBook book, DepthUpdate change) {}

        @Override
        public void onStale(KeptBook book, BookFault fault) {}
    };

    /** What comes of it is told on a loop that may have ended meanwhile. */
    @Test
    void areForNobodyWhereTheGatewayHasEnded() throws IOException {
        try (RestStub venue = new RestStub()) {
            VenueOrigin origin = VenueOrigin.of(false);
            BookStats stats = new BookStats();
            BinanceSnapshots snapshots = new BinanceSnapshots(
                    new VenueRest(venue.routes(), origin, venue.client()),
                    Runnable::run,
                    new SnapshotBudget(3000, 0, 4),
                    new BookVenue.Surroundings(
                            PAIRS,
                            1,
                            DEAF,
                            stats,
                            origin,
                            ended -> {
                                throw new RejectedExecutionException("event executor terminated");
                            },
                            () -> 0,
                            () -> 0));
            venue.answers("{\"lastUpdateId\":1,\"bids\":[],\"asks\":[]}");
            snapshots.ask(PAIRS.byId(0), 100); // and nothing is thrown, which would be taken for a fault
            assertThat(venue.asked()).containsExactly("/api/v3/depth?symbol=BTCUSDT&limit=100");
        }
    }
}
