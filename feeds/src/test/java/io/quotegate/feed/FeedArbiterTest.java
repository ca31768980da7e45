package io.quotegate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.feed.book.ServingListener;
import io.quotegate.feed.dial.Route;
import io.quotegate.feed.pair.GroupHealth;
import io.quotegate.market.Instruments;
import io.quotegate.market.StatusReason;
import io.quotegate.market.TickerUpdate;
import io.quotegate.market.TopUpdate;
import io.quotegate.market.TradeUpdate;
import io.quotegate.market.Venue;
import io.quotegate.ring.QuotePublisher;
import io.quotegate.ring.QuoteRing;
import io.quotegate.ring.TopOfBook;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedArbiterTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final FeedSettings SETTINGS = new FeedSettings(
            List.of(Venue.OKX, Venue.BINANCE),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(3),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5));

    private final FakeClock clock = new FakeClock();
    private final QuoteRing ring = QuoteRing.ofCapacity(1024);
    private final Instruments instruments = Instruments.of(List.of("BTC-USDT", "ETH-USDT"));
    private final QuotePublisher publisher = new QuotePublisher(ring, new TopOfBook(instruments.capacity()));
    private final RingLog log = new RingLog(ring, instruments);
    private final FeedArbiter arbiter = new FeedArbiter(instruments, SETTINGS, publisher, ServingListener.NONE, clock);
    private final VenueStats okxStats = new VenueStats();
    private final VenueBook okx = arbiter.addVenue(endpoint(Venue.OKX), okxStats);
    private final VenueBook binance = arbiter.addVenue(endpoint(Venue.BINANCE), new VenueStats());
    private long binanceSeq;
    private long okxTimeMs = 1_786_613_174_000L;

    private static VenueEndpoint endpoint(Venue venue) {
        return new VenueEndpoint(venue, List.of(Route.direct(URI.create("ws://localhost:1"))), false);
    }

    @BeforeEach
    void bothVenuesAreUp() {
        up(okx);
        up(binance);
        okxQuotes(0, 100);
        binanceQuotes(0, 200);
        assertThat(log.news())
                .containsExactly(
                        "[venue-up okx connected]",
                        "[venue-up binance connected]",
                        "BTC-USDT #1 okx 100/101 last null");
    }

    @Test
    void publishesChangesOfTheServedVenueOnly() {
        okxQuotes(0, 101);
        okxQuotes(0, 101);
        binanceQuotes(0, 201);
        assertThat(log.news()).containsExactly("BTC-USDT #2 okx 101/102 last null");
    }

    @Test
    void servesAPairThatIsAddedFromItsFirstQuote() {
        arbiter.relist(instruments.serve(List.of("BTC-USDT", "ETH-USDT", "SOL-USDT")));
        okx.groups().join(2, okx.groups().first());
        binance.groups().join(2, binance.groups().first());
        assertThat(log.news()).containsExactly("[recovered okx SOL-USDT pair_added]");
        okxQuotes(0, 101);
        binanceQuotes(2, 20);
        okxQuotes(2, 21);
        assertThat(log.news())
                .containsExactly(
                        "BTC-USDT #2 okx 101/102 last null",
                        "SOL-USDT #1 binance 20/21 last null",
                        "[switch okx SOL-USDT preferred]",
                        "SOL-USDT #2 okx 21/22 last null");
    }

    @Test
    void tellsOfAPairThatIsTakenOutAsStaleAndGoesOnWithItsNumbersWhenItComesBack() {
        Instruments.Change out = instruments.serve(List.of("ETH-USDT"));
        arbiter.relist(out);
        assertThat(log.news())
                .containsExactly("BTC-USDT #2 okx 100/101 last null stale", "[gap okx BTC-USDT pair_removed]");
        disconnect(okx);
        up(okx);
        runWithBothMoving(0);
        assertThat(log.news()).allMatch(line -> line.startsWith("[venue-"));
        arbiter.relist(instruments.serve(List.of("ETH-USDT", "BTC-USDT")));
        okx.groups().join(0, okx.groups().first());
        log.news();
        okxQuotes(0, 100);
        assertThat(log.news()).containsExactly("BTC-USDT #3 okx 100/101 last null");
    }

    @Test
    void leavesAVenueThatIsToBringThePairByAnotherName() {
        arbiter.relist(instruments.serve(List.of("BTC-USDT okx=XBT-USDT", "ETH-USDT")));
        assertThat(log.news())
                .containsExactly("[switch binance BTC-USDT disconnected]", "BTC-USDT #2 binance 200/201 last null");
        arbiter.relist(instruments.serve(List.of("BTC-USDT okx=XBT-USDT binance=none", "ETH-USDT")));
        assertThat(log.news()).containsExactly("BTC-USDT #3 binance 200/201 last null stale");
        okx.groups().join(0, okx.groups().first());
        okxQuotes(0, 300);
        assertThat(log.news()).contains("BTC-USDT #4 okx 300/301 last null");
    }

    @Test
    void leavesOnlyThePairsOfTheConnectionThatIsLost() {
        GroupHealth second = secondGroup();
        assertThat(log.news()).as("the first time").isEmpty();
        okxQuotes(1, 10);
        binanceQuotes(0, 200);
        log.news();
        new VenueOutages(arbiter).onStale(okx, second, clock.monotonicNs());
        assertThat(log.news()).containsExactly("[gap okx ETH-USDT stale]", "ETH-USDT #2 okx 10/11 last null stale");
        new VenueOutages(arbiter).onDown(okx, second, StatusReason.DISCONNECTED, clock.monotonicNs());
        assertThat(log.news()).as("that is no news").isEmpty();
        okxQuotes(0, 101);
        assertThat(log.news()).containsExactly("BTC-USDT #2 okx 101/102 last null");
        new VenueOutages(arbiter).onUp(okx, second, StatusReason.CONNECTED, clock.monotonicNs());
        okxQuotes(1, 12);
        assertThat(log.news())
                .containsExactly(
                        "[recovered okx ETH-USDT connected]",
                        "[recovered okx ETH-USDT resumed]",
                        "ETH-USDT #3 okx 12/13 last null");
    }

    @Test
    void servesThePairsOfTheConnectionThatIsLostFromAnotherVenue() {
        GroupHealth second = secondGroup();
        okxQuotes(1, 10);
        binanceQuotes(1, 20);
        log.news();
        new VenueOutages(arbiter).onDown(okx, second, StatusReason.DISCONNECTED, clock.monotonicNs());
        assertThat(log.news())
                .containsExactly(
                        "[gap okx ETH-USDT disconnected]",
                        "[switch binance ETH-USDT disconnected]",
                        "ETH-USDT #2 binance 20/21 last null");
        new VenueOutages(arbiter).onUp(okx, second, StatusReason.CONNECTED, clock.monotonicNs());
        okxQuotes(1, 10);
        binanceQuotes(1, 21);
        assertThat(log.news())
                .as("only after feeds.fail-back-after")
                .containsExactly("[recovered okx ETH-USDT connected]", "ETH-USDT #3 binance 21/22 last null");
    }

    @Test
    void tellsOfTheVenueWithItsLastConnectionAndOfPairsThatDoNotComeBackWithTheFirst() {
        GroupHealth second = secondGroup();
        new VenueOutages(arbiter).onDown(okx, okx.groups().first(), StatusReason.DISCONNECTED, clock.monotonicNs());
        assertThat(log.news())
                .containsExactly(
                        "[gap okx BTC-USDT disconnected]",
                        "[switch binance BTC-USDT disconnected]",
                        "BTC-USDT #2 binance 200/201 last null");
        new VenueOutages(arbiter).onDown(okx, second, StatusReason.DISCONNECTED, clock.monotonicNs());
        assertThat(log.news()).containsExactly("[venue-down okx disconnected]");
        new VenueOutages(arbiter).onUp(okx, second, StatusReason.CONNECTED, clock.monotonicNs());
        assertThat(log.news()).containsExactly("[venue-up okx connected]", "[gap okx BTC-USDT disconnected]");
        new VenueOutages(arbiter).onUp(okx, okx.groups().first(), StatusReason.CONNECTED, clock.monotonicNs());
        assertThat(log.news()).containsExactly("[recovered okx BTC-USDT connected]");
    }

    /** ETH-USDT comes from OKX by another connection than BTC-USDT, which is live. */
    private GroupHealth secondGroup() {
        GroupHealth second = new GroupHealth();
        okx.groups().join(1, second);
        new VenueOutages(arbiter).onUp(okx, second, StatusReason.CONNECTED, clock.monotonicNs());
        return second;
    }

    @Test
    void servesTheLastPriceOfTheVenueThatIsServed() {
        okxTrades(0, 5, 99);
        binanceTrades(0, 7, 199);
        assertThat(log.news()).as("the first makes a quote").containsExactly("BTC-USDT #2 okx 100/101 last 99");
        okxTrades(0, 6, 98);
        assertThat(log.news()).as("any other makes none").isEmpty();
        okxQuotes(0, 102);
        assertThat(log.news()).containsExactly("BTC-USDT #3 okx 102/103 last 98");
        disconnect(okx);
        assertThat(log.news())
                .containsExactly(
                        "[venue-down okx disconnected]",
                        "[switch binance BTC-USDT disconnected]",
                        "BTC-USDT #4 binance 200/201 last 199");
    }

    @Test
    void publishesTheFirstLastPriceOfATickerToo() {
        TickerUpdate ticker = new TickerUpdate();
        ticker.instrumentId = 0;
        ticker.last.setUnscaled(150, 0);
        ticker.lastTradeId = -1;
        ticker.exchangeTimeNs = clock.epochNs();
        okx.onTicker(ticker);
        ticker.exchangeTimeNs++;
        okx.onTicker(ticker);
        binance.onTicker(ticker);
        assertThat(log.news()).containsExactly("BTC-USDT #2 okx 100/101 last 150");
    }

    @Test
    void tellsHowLateWhatIsNewIsOncePerRead() {
        okxQuotes(0, 101);
        clock.advance(Duration.ofMillis(250));
        okxQuotes(0, 102);
        okx.endRead();
        assertThat(okxStats.latency.count()).isEqualTo(1);
        assertThat(okxStats.latency.sumNs()).isPositive().isEqualTo(clock.epochNs() - okxTimeMs * 1_000_000);
        okxRepeats(0, 102);
        okx.endRead();
        okxQuotes(1, 7);
        okx.endRead();
        assertThat(okxStats.latency.count())
                .as("repeated, and the first of a pair")
                .isEqualTo(1);
    }

    @Test
    void usesTheStandbyFirstAtStartAndThePreferredAsSoonAsItQuotes() {
        binanceQuotes(1, 300);
        okxQuotes(1, 310);
        assertThat(log.news())
                .containsExactly(
                        "ETH-USDT #1 binance 300/301 last null",
                        "[switch okx ETH-USDT preferred]",
                        "ETH-USDT #2 okx 310/311 last null");
    }

    @Test
    void switchesAtOnceWhenTheVenueIsDisconnectedOrStale() {
        new VenueOutages(arbiter).onStale(okx, okx.groups().first(), clock.monotonicNs());
        assertThat(log.news())
                .containsExactly(
                        "[venue-down okx stale]",
                        "[switch binance BTC-USDT stale]",
                        "BTC-USDT #2 binance 200/201 last null");
        assertThat(okxStats.switchesAway.of(StatusReason.STALE)).isEqualTo(1);
        assertThat(okxStats.switchesAway.sum()).isEqualTo(1);
    }

    @Test
    void goesBackOnlyAfterTheBetterVenueWasHealthyForLongEnough() {
        disconnect(okx);
        log.news();
        up(okx);
        okxQuotes(0, 110);
        runWithBothMoving(9);
        assertThat(log.news()).noneMatch(line -> line.contains(" okx 11"));
        runWithBothMoving(2);
        assertThat(log.news()).startsWith("[switch okx BTC-USDT fail_back]", "BTC-USDT #12 okx 1108/1109 last null");
    }

    @Test
    void startsTheWaitAnewWhenTheBetterVenueFailsAgain() {
        disconnect(okx);
        up(okx);
        okxQuotes(0, 110);
        runWithBothMoving(8);
        new VenueOutages(arbiter).onStale(okx, okx.groups().first(), clock.monotonicNs());
        up(okx);
        runWithBothMoving(8);
        assertThat(log.news()).noneMatch(line -> line.startsWith("[switch okx"));
    }

    @Test
    void publishesOnceMoreAsStaleWhileNoVenueServesAndRecoversWithTheFirstQuote() {
        disconnect(okx);
        log.news();
        disconnect(binance);
        assertThat(log.news())
                .containsExactly("[venue-down binance disconnected]", "BTC-USDT #3 binance 200/201 last null stale");
        up(okx);
        assertThat(log.news()).containsExactly("[venue-up okx connected]");
        okxQuotes(0, 120);
        assertThat(log.news())
                .containsExactly(
                        "[switch okx BTC-USDT disconnected]",
                        "[recovered okx BTC-USDT resumed]",
                        "BTC-USDT #4 okx 120/121 last null");
    }

    @Test
    void recoversWhenTheSameVenueSendsTheSameQuoteAgain() {
        disconnect(binance);
        disconnect(okx);
        log.news();
        up(okx);
        okxRepeats(0, 100);
        assertThat(log.news())
                .containsExactly(
                        "[venue-up okx connected]",
                        "[recovered okx BTC-USDT resumed]",
                        "BTC-USDT #3 okx 100/101 last null");
    }

    @Test
    void recoversWithoutANewQuoteWhenTheConnectionHeldAndTheVenueResumes() {
        disconnect(binance);
        new VenueOutages(arbiter).onStale(okx, okx.groups().first(), clock.monotonicNs());
        assertThat(log.news()).last().isEqualTo("BTC-USDT #2 okx 100/101 last null stale");
        new VenueOutages(arbiter).onUp(okx, okx.groups().first(), StatusReason.RESUMED, clock.monotonicNs());
        assertThat(log.news())
                .containsExactly(
                        "[venue-up okx resumed]",
                        "[recovered okx BTC-USDT resumed]",
                        "BTC-USDT #3 okx 100/101 last null");
    }

    @Test
    void leavesAPairThatIsSilentWhileTheStandbyMovesAndGoesBackWhenItHasMovedForLongEnough() {
        okxQuotes(1, 300);
        binanceQuotes(1, 310);
        log.news();
        for (int i = 0; i < 11; i++) {
            tick(SECOND);
            okxQuotes(0, 500 + i);
            binanceQuotes(1, 311 + i);
        }
        tick(Duration.ofMillis(1));
        assertThat(log.news())
                .contains("[switch binance ETH-USDT pair_stale]")
                .noneMatch(line -> line.equals("[switch binance BTC-USDT pair_stale]"));
        okxQuotes(1, 310);
        for (int i = 0; i < 9; i++) {
            tick(SECOND);
            okxQuotes(1, 311 + i);
            binanceQuotes(1, 321 + i);
        }
        assertThat(log.news()).noneMatch(line -> line.contains("[switch okx"));
        tick(SECOND);
        assertThat(log.news()).contains("[switch okx ETH-USDT fail_back]");
    }

    @Test
    void staysWithASilentPairWhileTheStandbyIsSilentToo() {
        for (int i = 0; i < 60; i++) {
            tick(SECOND);
        }
        assertThat(log.news()).isEmpty();
    }

    @Test
    void neverGoesBackInVenueTime() {
        okxQuotes(0, 130);
        okxTimeMs -= 10;
        okxQuotes(0, 129);
        assertThat(log.news()).containsExactly("BTC-USDT #2 okx 130/131 last null");
        assertThat(okxStats.oldMessages.sum()).isEqualTo(1);
    }

    @Test
    void tellsOfMissedTradesAndOfThoseSeenBefore() {
        binanceTrades(0, 10, 199);
        binanceTrades(0, 11, 199);
        binanceTrades(0, 11, 199);
        assertThat(log.news()).isEmpty();
        binanceTrades(0, 15, 199);
        assertThat(log.news()).containsExactly("[gap binance BTC-USDT trades_missed]");
    }

    @Test
    void noticesTradesMissedDuringAReconnection() {
        binanceTrades(0, 10, 199);
        disconnect(binance);
        up(binance);
        log.news();
        binanceTrades(0, 20, 198);
        assertThat(log.news()).containsExactly("[gap binance BTC-USDT trades_missed]");
    }

    @Test
    void countsAVenueThatCannotBeConnectedAsDownOnce() {
        FeedArbiter fresh = new FeedArbiter(instruments, SETTINGS, publisher, ServingListener.NONE, clock);
        VenueBook book = fresh.addVenue(endpoint(Venue.OKX), new VenueStats());
        new VenueOutages(fresh).onDown(book, book.groups().first(), StatusReason.CONNECT_FAILED, clock.monotonicNs());
        new VenueOutages(fresh).onDown(book, book.groups().first(), StatusReason.CONNECT_FAILED, clock.monotonicNs());
        assertThat(log.news()).containsExactly("[venue-down okx connect_failed]");
    }

    @Test
    void tellsOfPricesThatDifferByMoreThanAFifthForTenSecondsAndDoesNotSwitchToThem() {
        for (int i = 0; i < 10; i++) {
            tick(SECOND);
            okxQuotes(0, 110 + i);
            binanceQuotes(0, 200 + i);
        }
        assertThat(log.news()).noneMatch(line -> line.startsWith("["));
        tick(SECOND);
        okxQuotes(0, 120);
        binanceQuotes(0, 210);
        tick(SECOND);
        assertThat(log.news()).contains("[gap binance BTC-USDT prices_disagree]");
        disconnect(okx);
        binanceQuotes(0, 211);
        tick(Duration.ofSeconds(30));
        assertThat(log.news())
                .containsExactly("[venue-down okx disconnected]", "BTC-USDT #13 okx 120/121 last null stale");
        up(okx);
        okxQuotes(0, 190);
        tick(SECOND);
        assertThat(log.news())
                .containsExactly(
                        "[venue-up okx connected]",
                        "[recovered okx BTC-USDT resumed]",
                        "BTC-USDT #14 okx 190/191 last null",
                        "[recovered binance BTC-USDT prices_agree]");
        disconnect(okx);
        assertThat(log.news()).contains("[switch binance BTC-USDT disconnected]");
    }

    @Test
    void isStaleWhereTheVenueIsSilentOnAPairAndTheOtherHasAnotherCoinOfThatName() {
        for (int i = 0; i < 12; i++) {
            tick(SECOND);
            okxQuotes(0, 110 + i);
            binanceQuotes(0, 200 + i);
        }
        tick(SECOND);
        assertThat(log.news()).contains("[gap binance BTC-USDT prices_disagree]");
        for (int i = 0; i < 12; i++) {
            tick(SECOND);
            binanceQuotes(0, 220 + i);
        }
        assertThat(log.news()).containsExactly("BTC-USDT #14 okx 121/122 last null stale");
        okxQuotes(0, 122);
        assertThat(log.news())
                .containsExactly("[recovered okx BTC-USDT resumed]", "BTC-USDT #15 okx 122/123 last null");
    }

    @Test
    void switchesAwayFromAQuoteThatStandsStillWhileThePriceRunsAway() {
        for (int i = 0; i < 10; i++) {
            tick(SECOND);
            binanceQuotes(0, 200 + i);
        }
        assertThat(log.news()).contains("[switch binance BTC-USDT pair_stale]");
    }

    @Test
    void servesNoCrossedOrLockedQuoteAndLeavesAPairWhoseQuoteStaysSo() {
        okxQuotes(0, 105, 103);
        okxQuotes(0, 105, 105);
        assertThat(okxStats.crossed.sum()).isEqualTo(2);
        assertThat(log.news()).isEmpty();
        okxQuotes(0, 106, 107);
        tick(SECOND);
        assertThat(log.news()).as("soon over").containsExactly("BTC-USDT #2 okx 106/107 last null");
        okxQuotes(0, 109, 108);
        tick(SECOND);
        assertThat(log.news())
                .containsExactly(
                        "[gap okx BTC-USDT pair_stale]",
                        "[switch binance BTC-USDT pair_stale]",
                        "BTC-USDT #3 binance 200/201 last null");
    }

    @Test
    void callsAPairStaleWhoseBookTheVenueCallsEmptyUntilItQuotesAgain() {
        binance.onUnusableTop(0);
        disconnect(binance);
        log.news();
        okx.beginRead(okx, clock.monotonicNs(), clock.epochNs());
        okx.onUnusableTop(0);
        tick(SECOND);
        assertThat(okxStats.unusable.sum()).isEqualTo(1);
        assertThat(log.news())
                .containsExactly("[gap okx BTC-USDT pair_stale]", "BTC-USDT #2 okx 100/101 last null stale");
        tick(SECOND);
        assertThat(log.news()).as("said once").isEmpty();
        okxQuotes(0, 100);
        assertThat(log.news()).contains("[recovered okx BTC-USDT resumed]", "BTC-USDT #3 okx 100/101 last null");
    }

    private void runWithBothMoving(int seconds) {
        for (int i = 0; i < seconds; i++) {
            tick(SECOND);
            okxQuotes(0, 1100 + i);
            binanceQuotes(0, 1200 + i);
        }
    }

    private void tick(Duration duration) {
        clock.advance(duration);
        arbiter.tick(clock.monotonicNs());
    }

    private void up(VenueBook book) {
        new VenueOutages(arbiter).onUp(book, book.groups().first(), StatusReason.CONNECTED, clock.monotonicNs());
    }

    private void disconnect(VenueBook book) {
        new VenueOutages(arbiter).onDown(book, book.groups().first(), StatusReason.DISCONNECTED, clock.monotonicNs());
    }

    private void okxQuotes(int id, int bid) {
        okxTimeMs++;
        okxRepeats(id, bid);
    }

    private void okxRepeats(int id, int bid) {
        quotes(okx, id, bid, okxTimeMs * 1_000_000, okxTimeMs);
    }

    private void binanceQuotes(int id, int bid) {
        quotes(binance, id, bid, 0, ++binanceSeq);
    }

    private void quotes(VenueBook book, int id, int bid, long timeNs, long seq) {
        quotes(book, book, id, bid, timeNs, seq);
    }

    private void okxQuotes(int id, int bid, int ask) {
        quotes(okx, okx, id, new int[] {bid, ask}, ++okxTimeMs * 1_000_000, okxTimeMs);
    }

    private void quotes(VenueBook book, Object connection, int id, int bid, long timeNs, long seq) {
        quotes(book, connection, id, new int[] {bid, bid + 1}, timeNs, seq);
    }

    private void quotes(VenueBook book, Object connection, int id, int[] prices, long timeNs, long seq) {
        TopUpdate top = new TopUpdate();
        top.instrumentId = id;
        top.bid.setUnscaled(prices[0], 0);
        top.bidSize.setUnscaled(1, 0);
        top.ask.setUnscaled(prices[1], 0);
        top.askSize.setUnscaled(1, 0);
        top.exchangeTimeNs = timeNs;
        top.venueSeq = seq;
        book.beginRead(connection, clock.monotonicNs(), clock.epochNs());
        book.onTop(top);
    }

    @Test
    void publishesTheTradesOfEveryVenueOnceAndNumbersThoseOfTheServedOne() {
        okxTrades(0, 5, 99);
        binanceTrades(0, 7, 199);
        okxTrades(0, 5, 99);
        okxTrades(0, 4, 98);
        okxTrades(0, 6, 97);
        log.news();
        assertThat(log.trades())
                .containsExactly(
                        "BTC-USDT #1 okx id 5 99 active",
                        "BTC-USDT #1 binance id 7 199",
                        "BTC-USDT #2 okx id 6 97 active");
        disconnect(okx);
        binanceTrades(0, 8, 198);
        log.news();
        assertThat(log.trades()).containsExactly("BTC-USDT #3 binance id 8 198 active");
    }

    @Test
    void callsTheBestVenueThatSendsActiveWhereNobodyHasQuoted() {
        okxTrades(1, 5, 31);
        binanceTrades(1, 5, 32);
        disconnect(okx);
        binanceTrades(1, 6, 33);
        log.news();
        assertThat(log.trades())
                .containsExactly(
                        "ETH-USDT #1 okx id 5 31 active",
                        "ETH-USDT #1 binance id 5 32",
                        "ETH-USDT #2 binance id 6 33 active");
    }

    private void okxTrades(int id, long tradeId, int price) {
        trades(okx, id, tradeId, price);
    }

    private void binanceTrades(int id, long tradeId, int price) {
        trades(binance, id, tradeId, price);
    }

    private void trades(VenueBook book, int id, long tradeId, int price) {
        book.beginRead(book, clock.monotonicNs(), clock.epochNs());
        book.onTrade(trade(id, tradeId, price));
    }

    private TradeUpdate trade(int id, long tradeId, int price) {
        TradeUpdate trade = new TradeUpdate();
        trade.instrumentId = id;
        trade.tradeId = tradeId;
        trade.count = 1;
        trade.price.setUnscaled(price, 0);
        trade.size.setUnscaled(1, 0);
        trade.exchangeTimeNs = clock.epochNs();
        return trade;
    }

    @Test
    void takesTheTickersPriceOnlyWhereNoNewerTradeIsKnown() {
        binanceTrades(0, 10, 199);
        TickerUpdate ticker = new TickerUpdate();
        ticker.instrumentId = 0;
        ticker.last.setUnscaled(150, 0);
        ticker.exchangeTimeNs = clock.epochNs() + 1;
        ticker.lastTradeId = 9;
        binance.onTicker(ticker);
        disconnect(okx);
        assertThat(log.news()).last().asString().endsWith("last 199");
        ticker.lastTradeId = 11;
        binance.onTicker(ticker);
        binanceQuotes(0, 201);
        assertThat(log.news()).last().asString().endsWith("last 150");
    }

    @Test
    void believesNoTimeThatIsFurtherAheadThanClocksGoWrong() {
        long yearAheadNs = clock.epochNs() + Duration.ofDays(365).toNanos();
        quotes(okx, 0, 105, yearAheadNs, okxTimeMs + 1);
        assertThat(okxStats.timesAhead.sum()).isEqualTo(1);
        okxTimeMs += 2;
        okxRepeats(0, 106);
        assertThat(log.news())
                .containsExactly("BTC-USDT #2 okx 105/106 last null", "BTC-USDT #3 okx 106/107 last null");
        TradeUpdate trade = trade(0, 5, 106);
        trade.exchangeTimeNs = clock.epochNs() + Duration.ofDays(30).toNanos();
        okx.onTrade(trade);
        assertThat(trade.exchangeTimeNs).as("that of its arrival").isEqualTo(clock.epochNs());
        assertThat(okxStats.timesAhead.sum()).isEqualTo(2);
    }

    @Test
    void believesTenOldQuotesInARowThatFollowOneAnother() {
        disconnect(okx);
        binanceSeq = 9000;
        binanceQuotes(0, 210);
        log.news();
        binanceSeq = 4;
        for (int i = 0; i < 9; i++) {
            binanceQuotes(0, 220 + i);
        }
        assertThat(log.news()).isEmpty();
        binanceQuotes(0, 230);
        binanceQuotes(0, 231);
        assertThat(log.news())
                .containsExactly("BTC-USDT #4 binance 230/231 last null", "BTC-USDT #5 binance 231/232 last null");
    }

    @Test
    void doesNotBelieveOldQuotesThatOnlyRepeatOrThatAnotherConnectionIsLateWith() {
        okxQuotes(0, 130);
        log.news();
        okxTimeMs -= 50;
        Object late = new Object();
        for (int i = 0; i < 20; i++) {
            quotes(okx, late, 0, 110 + i, (okxTimeMs + i) * 1_000_000, okxTimeMs + i);
            quotes(okx, okx, 0, 140, okxTimeMs * 1_000_000, okxTimeMs);
        }
        assertThat(log.news()).isEmpty();
    }

    @Test
    void callsAPairStaleWhoseQuotesAreAllDroppedUntilOneIsTaken() {
        disconnect(okx);
        binanceSeq = 9000;
        binanceQuotes(0, 210);
        log.news();
        binanceSeq = 4;
        binanceQuotes(0, 220);
        tick(Duration.ofSeconds(10));
        binanceQuotes(0, 221);
        assertThat(log.news())
                .containsExactly("[gap binance BTC-USDT pair_stale]", "BTC-USDT #4 binance 210/211 last null stale");
        assertThat(binance.nextToRenew()).isZero();
        assertThat(binance.nextToRenew()).isNegative();
        binanceSeq = 9001;
        binanceQuotes(0, 222);
        assertThat(log.news())
                .containsExactly("[recovered binance BTC-USDT resumed]", "BTC-USDT #5 binance 222/223 last null");
    }

    @Test
    void leavesAPairWhoseTradesAreNeverAtItsQuote() {
        okxTrades(0, 1, 150);
        tick(Duration.ofSeconds(9));
        okxTrades(0, 2, 160);
        log.news();
        tick(SECOND);
        okxTrades(0, 3, 170);
        assertThat(log.news())
                .containsExactly(
                        "[gap okx BTC-USDT trades_disagree]",
                        "[switch binance BTC-USDT trades_disagree]",
                        "BTC-USDT #3 binance 200/201 last null");
        assertThat(okx.nextToRenew()).isZero();
    }

    @Test
    void callsAPairStaleWhoseTradesDisagreeWhereNobodyElseServesIt() {
        disconnect(binance);
        okxTrades(0, 1, 150);
        tick(Duration.ofSeconds(10));
        log.news();
        okxTrades(0, 2, 170);
        assertThat(log.news())
                .containsExactly("[gap okx BTC-USDT trades_disagree]", "BTC-USDT #3 okx 100/101 last 170 stale");
        okxTrades(0, 3, 171);
        assertThat(log.news()).isEmpty();
        okxQuotes(0, 171);
        assertThat(log.news()).containsExactly("[recovered okx BTC-USDT resumed]", "BTC-USDT #4 okx 171/172 last 171");
    }

    @Test
    void believesAQuoteThatMovesOrIsTradedAt() {
        okxTrades(0, 1, 150);
        tick(Duration.ofSeconds(6));
        okxTrades(0, 2, 101);
        okxTrades(0, 3, 150);
        tick(Duration.ofSeconds(6));
        okxQuotes(0, 102);
        okxTrades(0, 4, 150);
        tick(Duration.ofSeconds(6));
        okxTrades(0, 5, 150);
        assertThat(log.news()).noneMatch(line -> line.startsWith("["));
    }

    @Test
    void believesTradesThatAreNumberedAnewOrAfterOneFarAhead() {
        okxTrades(0, 5_000_000_000L, 100);
        for (int i = 1; i <= 12; i++) {
            clock.advance(SECOND);
            okxTrades(0, 100 + i, 100);
        }
        log.news();
        assertThat(log.trades())
                .containsExactly(
                        "BTC-USDT #1 okx id 5000000000 1 active",
                        "BTC-USDT #2 okx id 110 1 active",
                        "BTC-USDT #3 okx id 111 1 active",
                        "BTC-USDT #4 okx id 112 1 active");
        assertThat(okxStats.gaps.sum()).isEqualTo(1);
    }

    @Test
    void doesNotBelieveTradesThatAreSentASecondTime() {
        for (int i = 1; i <= 30; i++) {
            clock.advance(SECOND);
            okxTrades(0, i, 100);
        }
        log.news();
        log.trades();
        for (int i = 5; i <= 30; i++) {
            TradeUpdate again = trade(0, i, 100);
            again.exchangeTimeNs -= SECOND.toNanos() * (30 - i);
            okx.onTrade(again);
        }
        log.news();
        assertThat(log.trades()).isEmpty();
    }
}
