package io.quotegate.gateway.fanout;

import static io.quotegate.gateway.fanout.HandTurnedFanout.BITCOIN;
import static io.quotegate.gateway.fanout.HandTurnedFanout.ETHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.api.DeliveryMode;
import io.quotegate.api.PushChannel;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.Venue;
import io.quotegate.testkit.LeakCheck;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What subscribers are told when who writes the ring has lost records, or begins to number anew. */
@ExtendWith(LeakCheck.class)
class RenumberedTest {
    private final HandTurnedFanout all = new HandTurnedFanout();

    @AfterEach
    void close() {
        all.close();
    }

    private void quote(int pair, long seq, boolean stale) {
        QuoteFlyweight quote = all.publisher.quote();
        quote.instrumentId(pair).venue(Venue.OKX).seq(seq).flags(stale, false).receiveTimeNs(1_000_000_000L);
        all.publisher.publishQuote();
        all.publisher.announce();
    }

    private void renumber() {
        all.publisher.begin("another");
        all.publisher.announce();
    }

    @Test
    void closesThoseWhoWerePromisedEveryQuoteWhenSomeAreLost() {
        FanoutClient latest = all.subscribed(WireFormat.LINE_JSON, DeliveryMode.LATEST, BITCOIN);
        FanoutClient every = all.subscribed(WireFormat.LINE_JSON, DeliveryMode.ALL, BITCOIN);
        quote(BITCOIN, 10, false);
        all.publisher.publishLost();
        quote(BITCOIN, 14, false);
        all.turn();
        assertThat(every.endedFor()).isEqualTo(DisconnectReason.LAPPED);
        assertThat(latest.heard()).containsExactly("quotes BTC-USDT 10", "quotes BTC-USDT 14 drops 3");
        assertThat(all.metrics.laps.sum()).isOne();
    }

    @Test
    void tellsTheNewestByNumbersThatAreLowerThanBefore() {
        FanoutClient latest = all.subscribed(WireFormat.LINE_JSON, DeliveryMode.LATEST, BITCOIN, ETHER);
        FanoutClient every = all.subscribed(WireFormat.LINE_JSON, DeliveryMode.ALL, BITCOIN);
        quote(BITCOIN, 1000, false);
        quote(ETHER, 500, false);
        all.turn();
        latest.heard();
        renumber();
        quote(BITCOIN, 3, false);
        all.turn();
        quote(BITCOIN, 4, false);
        quote(ETHER, 600, false);
        all.turn();
        assertThat(latest.heard())
                .containsExactly("quotes BTC-USDT 3", "quotes ETH-USDT 0", "quotes BTC-USDT 4", "quotes ETH-USDT 600");
        assertThat(every.endedFor()).isEqualTo(DisconnectReason.LAPPED);
    }

    @Test
    void forgetsTheNumbersOfTradesToo() {
        FanoutClient client = all.client(WireFormat.LINE_JSON);
        client.subscribe(PushChannel.TRADES, DeliveryMode.LATEST, BITCOIN);
        for (int i = 0; i < 5; i++) {
            all.trade(BITCOIN, true);
        }
        all.turn();
        client.heard();
        renumber();
        all.publisher.trade().seq(2);
        all.publisher.publishTrade();
        all.publisher.announce();
        all.turn();
        assertThat(client.heard()).containsExactly("trades BTC-USDT 5"); // by its id; its number is 2
    }

    @Test
    void seesByTheTableWhatItWasNotToldBecauseItWasOvertaken() {
        FanoutClient latest = all.subscribed(WireFormat.LINE_JSON, DeliveryMode.LATEST, BITCOIN);
        quote(BITCOIN, 100_000, false);
        all.turn();
        latest.heard();
        renumber();
        for (int i = 1; i <= 2 * HandTurnedFanout.RING_RECORDS; i++) {
            quote(BITCOIN, i, false);
        }
        all.turn();
        List<String> heard = latest.heard();
        assertThat(heard.get(heard.size() - 1)).startsWith("quotes BTC-USDT " + 2 * HandTurnedFanout.RING_RECORDS);
        quote(BITCOIN, 2 * HandTurnedFanout.RING_RECORDS + 1, false);
        all.turn();
        assertThat(latest.heard()).hasSize(1);
    }

    @Test
    void takesHigherNumbersOfAnotherRunForNoneThatWereDroppedThoughItWasOvertaken() {
        FanoutClient latest = all.subscribed(WireFormat.LINE_JSON, DeliveryMode.LATEST, BITCOIN);
        quote(BITCOIN, 5, false);
        all.turn();
        latest.heard();
        renumber();
        for (int i = 1; i <= 2 * HandTurnedFanout.RING_RECORDS; i++) {
            quote(BITCOIN, 1_000 + i, false);
        }
        all.turn();
        assertThat(latest.heard()).first().asString().doesNotContain("drops");
    }

    @Test
    void givesTheNewestToOneThatWasBehindBefore() {
        FanoutClient client = all.subscribed(WireFormat.WEBSOCKET_JSON, DeliveryMode.LATEST, BITCOIN);
        client.freeze();
        for (int i = 1000; client.connection.isWritable(); i++) {
            quote(BITCOIN, i, false);
            all.turn();
        }
        renumber();
        quote(BITCOIN, 7, false);
        all.turn();
        client.thaw();
        List<String> heard = client.heard();
        assertThat(heard.get(heard.size() - 1)).isEqualTo("quotes BTC-USDT 7");
    }

    @Test
    void saysAgainWhatIsStaleOrIsNotAnyMoreUnderTheSameNumber() {
        FanoutClient client = all.client(WireFormat.LINE_JSON);
        client.subscribe(PushChannel.QUOTES, DeliveryMode.LATEST, BITCOIN);
        quote(BITCOIN, 50, true);
        all.turn();
        client.heard();
        quote(BITCOIN, 50, true);
        all.turn();
        assertThat(client.heard()).as("nothing new").isEmpty();
        quote(BITCOIN, 50, false);
        all.turn();
        assertThat(client.heard()).as("the same, live again").containsExactly("quotes BTC-USDT 50");
    }

    @Test
    void saysItToWhoWantsNoMoreThanOneInAnIntervalToo() {
        all.loop.freezeTime();
        quote(BITCOIN, 50, false);
        FanoutClient client = all.client(WireFormat.LINE_JSON);
        client.subscribeEvery(1_000, PushChannel.QUOTES, DeliveryMode.LATEST, BITCOIN);
        quote(BITCOIN, 50, true);
        pass();
        assertThat(client.heard()).as("amid its first interval").hasSize(2);
        quote(BITCOIN, 50, false);
        pass();
        assertThat(client.heard()).containsExactly("quotes BTC-USDT 50");
        pass();
        assertThat(client.heard()).as("nothing new").isEmpty();
    }

    private void pass() {
        all.turn();
        all.loop.advanceTimeBy(1, TimeUnit.SECONDS);
        all.turn();
    }
}
