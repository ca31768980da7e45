package io.quotegate.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InstrumentsTest {
    private final Instruments instruments = Instruments.of(List.of("BTC-USDT", "ETH-USDT"));

    private static List<String> symbols(List<Instrument> pairs) {
        return pairs.stream().map(Instrument::symbol).toList();
    }

    @Test
    void givesANewPairAnIdOfItsOwnAndLetsTheOthersKeepTheirs() {
        Instruments.Change change = instruments.serve(List.of("SOL-USDT", "ETH-USDT", "BTC-USDT"));
        assertThat(symbols(change.added())).containsExactly("SOL-USDT");
        assertThat(change.removed()).isEmpty();
        assertThat(instruments.byId(0).symbol()).isEqualTo("BTC-USDT");
        assertThat(instruments.byId(1).symbol()).isEqualTo("ETH-USDT");
        assertThat(instruments.byId(2).symbol()).isEqualTo("SOL-USDT");
        assertThat(symbols(instruments.all())).containsExactly("SOL-USDT", "ETH-USDT", "BTC-USDT");
        assertThat(instruments.findAsSpelled("solusdt")).isEqualTo(instruments.byId(2));
    }

    @Test
    void knowsAPairThatIsNotServedAnyMoreAndServesItAgainUnderItsId() {
        Instruments.Change change = instruments.serve(List.of("ETH-USDT"));
        assertThat(symbols(change.removed())).containsExactly("BTC-USDT");
        assertThat(instruments.find("BTC-USDT")).isNull();
        assertThat(instruments.findAsSpelled("btcusdt")).isNull();
        assertThat(instruments.findEver("btcusdt")).isEqualTo(instruments.byId(0));
        assertThat(instruments.findEver("ethusdt")).isEqualTo(instruments.byId(1));
        assertThat(instruments.byId(0).symbol()).isEqualTo("BTC-USDT");
        assertThat(instruments.ids().stream().toArray()).containsExactly(1);
        assertThat(instruments.count()).isEqualTo(2);
        assertThat(symbols(instruments.serve(List.of("ETH-USDT", "BTC-USDT")).begun()))
                .containsExactly("BTC-USDT");
        assertThat(instruments.find("BTC-USDT")).isEqualTo(instruments.byId(0));
        assertThat(instruments.count()).isEqualTo(2);
    }

    @Test
    void tellsAVenueOfWhatItIsToBringByAnotherName() {
        Instruments.Change change = instruments.serve(List.of("BTC-USDT binance=XBT-USDT", "ETH-USDT"));
        assertThat(change.begun()).isEmpty();
        assertThat(change.ended()).isEmpty();
        assertThat(change.on(Venue.OKX).isEmpty()).isTrue();
        assertThat(change.on(Venue.BINANCE).added())
                .extracting(pair -> pair.nameOn(Venue.BINANCE))
                .containsExactly("XBT-USDT");
        assertThat(change.on(Venue.BINANCE).removed())
                .extracting(pair -> pair.nameOn(Venue.BINANCE))
                .containsExactly("BTC-USDT");
        assertThat(instruments.byId(0).nameOn(Venue.BINANCE)).isEqualTo("XBT-USDT");
        Instruments.Change gone = instruments.serve(List.of("BTC-USDT binance=none", "ETH-USDT"));
        assertThat(gone.on(Venue.BINANCE).added()).isEmpty();
        assertThat(gone.on(Venue.BINANCE).removed()).hasSize(1);
        assertThat(gone.on(Venue.OKX).isEmpty()).isTrue();
    }

    @Test
    void changesNothingWhenThereIsNoRoom() {
        int room = instruments.capacity() - instruments.count();
        List<String> many =
                IntStream.rangeClosed(0, room).mapToObj(i -> "C" + i + "-USDT").toList();
        assertThat(instruments.fits(many.subList(0, room))).isTrue();
        assertThat(instruments.fits(many)).isFalse();
        assertThatThrownBy(() -> instruments.serve(many)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> instruments.serve(List.of("A-B", "A-B"))).isInstanceOf(IllegalArgumentException.class);
        assertThat(symbols(instruments.all())).containsExactly("BTC-USDT", "ETH-USDT");
        assertThat(instruments.count()).isEqualTo(2);
    }

    @Test
    void hasRoomForTwiceAsManyAsItBeginsWith() {
        List<String> many =
                IntStream.range(0, 2000).mapToObj(i -> "C" + i + "-USDT").toList();
        assertThat(Instruments.of(many).capacity()).isBetween(4000, 8192);
    }
}
