package io.quotegate.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotegate.market.Decimal;
import io.quotegate.market.Instrument;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.StatusFlyweight;
import io.quotegate.market.StatusReason;
import io.quotegate.market.StatusType;
import io.quotegate.market.Trade;
import io.quotegate.market.TradeFlyweight;
import io.quotegate.market.TradeUpdate;
import io.quotegate.market.Venue;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuoteRingTest {
    private final TopOfBook topOfBook = new TopOfBook(4);
    private final QuoteRing ring = QuoteRing.ofCapacity(64);
    private final QuotePublisher publisher = new QuotePublisher(ring, topOfBook);
    private final Recorder recorder = new Recorder();

    @Test
    void handsEveryRecordToEachReaderInOrder() {
        QuoteReceiver one = ring.receiver();
        QuoteReceiver other = ring.receiver();
        publish(1, 1);
        publisher.status().set(StatusType.SWITCH, Venue.BINANCE, 2, StatusReason.STALE, 5_000);
        publisher.publishStatus();
        publish(1, 2);

        assertThat(one.poll(recorder, 10)).isEqualTo(3);
        assertThat(recorder.heard).containsExactly("1/1", "switch binance 2 stale 5000", "1/2");
        assertThat(one.poll(recorder, 10)).isZero();
        recorder.heard.clear();
        assertThat(other.poll(recorder, 2)).isEqualTo(2);
        assertThat(other.poll(recorder, 2)).isEqualTo(1);
        assertThat(recorder.heard).hasSize(3);
    }

    @Test
    void handsOnEveryFieldOfATradeToReadersThatCareAndSkipsItForOthers() {
        TradeUpdate said = new TradeUpdate();
        said.instrumentId = 2;
        said.tradeId = Long.MAX_VALUE;
        said.count = 7;
        said.price.setUnscaled(999_999_999_999_999_990L, 18);
        said.size.setUnscaled(120, 8);
        said.exchangeTimeNs = 123;
        QuoteReceiver caring = ring.receiver();
        QuoteReceiver other = ring.receiver();
        publisher.trade().set(said).origin(Venue.BINANCE, true, false).seq(5).receiveTimeNs(456);
        publisher.publishTrade();
        publish(1, 1);

        Instrument pair = new Instrument(said.instrumentId, "A-B");
        List<String> trades = new ArrayList<>();
        caring.poll(
                new Recorder() {
                    @Override
                    public void onTrade(TradeFlyweight trade) {
                        Trade kept = Trade.of(trade, pair);
                        trades.add(trade.seq() + " " + trade.active() + " " + trade.receiveTimeNs() + " "
                                + trade.exchangeTimeNs() + " " + kept);
                    }
                },
                10);
        assertThat(trades)
                .containsExactly("5 false 456 123 Trade[pair=" + pair + ", venue=BINANCE,"
                        + " tradeId=9223372036854775807, count=7, priceMantissa=99999999999999999, priceFormat="
                        + said.price.format() + ", sizeMantissa=12, sizeFormat=" + said.size.format()
                        + ", takerBuys=true, exchangeTimeUs=0]");
        assertThat(other.poll(recorder, 10)).isEqualTo(2);
        assertThat(recorder.heard).containsExactly("1/1");
    }

    @Test
    void startsAReaderWithTheRecordPublishedLast() {
        publish(0, 1);
        publish(0, 2);
        QuoteReceiver late = ring.receiver();
        publish(0, 3);
        late.poll(recorder, 10);
        assertThat(recorder.heard).containsExactly("0/2", "0/3");
    }

    @Test
    void reportsALapAndGoesOnWithWhatIsNew() {
        QuoteReceiver receiver = ring.receiver();
        for (int i = 1; i <= 1000; i++) {
            publish(0, i);
        }
        receiver.poll(recorder, 10_000);
        assertThat(recorder.heard).first().isEqualTo("lapped");
        assertThat(recorder.heard).last().isEqualTo("0/1000");
        recorder.heard.clear();
        publish(0, 1001);
        receiver.poll(recorder, 10);
        assertThat(recorder.heard).containsExactly("0/1001");
    }

    @Test
    void keepsTheNewestQuoteOfEachInstrumentBesideTheRing() {
        publish(3, 7);
        publish(3, 8);
        QuoteFlyweight read = new QuoteFlyweight().wrap(new UnsafeBuffer(new byte[QuoteLayout.LENGTH]), 0);

        assertThat(topOfBook.read(3, read)).isTrue();
        assertThat(read.seq()).isEqualTo(8);
        assertThat(read.mantissa(QuoteLayout.BID)).isEqualTo(8);
        assertThat(topOfBook.read(2, read)).isFalse();
    }

    @Test
    void keepsEveryFieldOfAQuote() {
        Decimal value = new Decimal();
        QuoteReceiver receiver = ring.receiver();
        publisher
                .quote()
                .instrumentId(2)
                .seq(Long.MAX_VALUE)
                .exchangeTimeNs(123)
                .receiveTimeNs(456)
                .venue(Venue.BINANCE)
                .flags(true, true);
        for (int i = 0; i < QuoteLayout.VALUES; i++) {
            publisher.quote().value(i, value.setUnscaled(999_999_999_999_999_990L + i, 18));
        }
        publisher.publishQuote();

        receiver.poll(
                new Recorder() {
                    @Override
                    public void onQuote(QuoteFlyweight quote) {
                        assertThat(quote.instrumentId()).isEqualTo(2);
                        assertThat(quote.seq()).isEqualTo(Long.MAX_VALUE);
                        assertThat(quote.exchangeTimeNs()).isEqualTo(123);
                        assertThat(quote.receiveTimeNs()).isEqualTo(456);
                        assertThat(quote.venue()).isEqualTo(Venue.BINANCE);
                        assertThat(quote.stale()).isTrue();
                        assertThat(quote.simulated()).isTrue();
                        assertThat(quote.readValue(QuoteLayout.BID, value)).hasToString("0.999999999999999990");
                        assertThat(quote.readValue(QuoteLayout.LAST_SIZE, value))
                                .hasToString("0.999999999999999995");
                        recorder.heard.add("seen");
                    }
                },
                1);
        assertThat(recorder.heard).containsExactly("seen");
        assertThat(QuoteRing.STRIDE).isEqualTo(128);
    }

    @Test
    void ringsADoorbellOnceAndAgainWhenItsReaderHasRead() {
        List<Runnable> queued = new ArrayList<>();
        Doorbell doorbell = new Doorbell(queued::add, () -> {});
        publisher.addDoorbell(doorbell);
        publisher.announce();
        assertThat(queued).as("nothing published").isEmpty();
        publish(0, 1);
        publish(0, 2);
        publisher.announce();
        publish(0, 3);
        publisher.announce();
        assertThat(queued).as("not read yet").hasSize(1);
        doorbell.rearm();
        publish(0, 4);
        publisher.announce();
        assertThat(queued).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 7, Integer.MAX_VALUE})
    void refusesACapacityItCannotHave(int records) {
        assertThatThrownBy(() -> QuoteRing.ofCapacity(records))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("records: " + records);
    }

    @Test
    void roundsItsCapacityUpToAPowerOfTwo() {
        assertThat(QuoteRing.ofCapacity(1000).capacity()).isEqualTo(1024);
    }

    private void publish(int instrument, long seq) {
        Decimal price = new Decimal().setUnscaled(seq, 0);
        publisher.quote().instrumentId(instrument).seq(seq).venue(Venue.OKX).value(QuoteLayout.BID, price);
        publisher.publishQuote();
    }

    @Test
    void hasReadersRecoverWhereTheWriterHasLostRecords() {
        QuoteReceiver receiver = ring.receiver();
        publish(1, 1);
        publisher.publishLost();
        publish(1, 5);
        receiver.poll(recorder, 10);
        assertThat(recorder.heard).containsExactly("1/1", "lapped", "1/5");
    }

    @Test
    void leavesStaleWhatIsThereWhenAllIsNumberedAnew() {
        QuoteReceiver receiver = ring.receiver();
        publish(1, 81_234);
        publisher.begin("another");
        assertThat(ring.instance()).isEqualTo("another");
        QuoteFlyweight newest = new QuoteFlyweight().wrap(new UnsafeBuffer(new byte[QuoteLayout.LENGTH]), 0);
        assertThat(topOfBook.read(1, newest)).isTrue();
        assertThat(newest.seq()).isZero();
        assertThat(newest.stale()).isTrue();
        assertThat(topOfBook.read(2, newest)).as("never quoted").isFalse();
        publish(1, 7);
        assertThat(topOfBook.read(1, newest)).isTrue();
        assertThat(newest.seq()).isEqualTo(7);
        receiver.poll(recorder, 10);
        assertThat(recorder.heard).containsExactly("1/81234", "numbered anew", "1/7");
    }

    private static class Recorder implements RingConsumer {
        final List<String> heard = new ArrayList<>();

        @Override
        public void onQuote(QuoteFlyweight quote) {
            heard.add(quote.instrumentId() + "/" + quote.seq());
        }

        @Override
        public void onStatus(StatusFlyweight status) {
            heard.add(status.type().wireName()
                    + ' '
                    + status.venue().wireName()
                    + ' '
                    + status.instrumentId()
                    + ' '
                    + status.reason().wireName()
                    + ' '
                    + status.timeNs());
        }

        @Override
        public void onLapped() {
            heard.add("lapped");
        }

        @Override
        public void onRenumbered() {
            heard.add("numbered anew");
        }
    }
}
