package io.quotegate.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotegate.api.BookDepth;
import io.quotegate.api.PushChannel;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class TopicsTest {
    private final Topics topics = new Topics(3);

    @Test
    void numbersWhatCanBePushedWithoutGapsOrOverlaps() {
        BitSet all = new BitSet();
        all.set(0, 3);
        BitSet seen = new BitSet();
        for (PushChannel channel : new PushChannel[] {
            PushChannel.QUOTES, PushChannel.STATUS, PushChannel.TRADES, PushChannel.CANDLES, PushChannel.BOOKS
        }) {
            BitSet of = topics.of(channel, all);
            assertThat(of.intersects(seen)).as(channel.toString()).isFalse();
            seen.or(of);
        }
        assertThat(seen.cardinality()).isEqualTo(topics.count());
        assertThat(seen.length()).isEqualTo(topics.count());
    }

    @Test
    void findsTheInstrumentOfATopicAgain() {
        for (int id = 0; id < 3; id++) {
            assertThat(topics.instrument(topics.quotes(id))).isEqualTo(id);
            assertThat(topics.instrument(topics.trades(id))).isEqualTo(id);
            assertThat(topics.instrument(topics.candles(id))).isEqualTo(id);
            assertThat(topics.areQuotes(topics.quotes(id))).isTrue();
            assertThat(topics.areQuotes(topics.trades(id))).isFalse();
            assertThat(topics.areTrades(topics.trades(id))).isTrue();
            assertThat(topics.areTrades(topics.quotes(id))).isFalse();
            assertThat(topics.areTrades(topics.candles(id))).isFalse();
            for (int depth = 0; depth < BookDepth.count(); depth++) {
                int books = topics.books(id, depth);
                assertThat(topics.instrument(books)).isEqualTo(id);
                assertThat(topics.depthIndex(books)).isEqualTo(depth);
                assertThat(topics.areBooks(books)).isTrue();
                assertThat(topics.areQuotes(books)).isFalse();
                assertThat(topics.areTrades(books)).isFalse();
            }
            assertThat(topics.areBooks(topics.candles(id))).isFalse();
        }
        assertThat(topics.areQuotes(topics.status())).isFalse();
        assertThat(topics.areTrades(topics.status())).isFalse();
    }

    @Test
    void knowsWhetherCandlesAreAmongThem() {
        BitSet some = new BitSet();
        some.set(topics.trades(2));
        some.set(topics.books(0, 0), topics.books(1, 0));
        assertThat(topics.haveCandles(some)).isFalse();
        some.set(topics.candles(0));
        assertThat(topics.haveCandles(some)).isTrue();
    }

    @Test
    void isOfMarketsOnly() {
        assertThatThrownBy(() -> topics.of(PushChannel.CHAT, new BitSet()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> topics.of(PushChannel.GAME, new BitSet()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
