package io.quotegate.codec.venue;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.Venue;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SymbolTableTest {
    private static int find(SymbolTable table, String symbol) {
        byte[] text = ('"' + symbol + '"').getBytes(US_ASCII);
        return table.find(text, 1, text.length - 1);
    }

    @Test
    void findsLettersOfAnyScriptWrittenOutOrEscaped() {
        SymbolTable table = SymbolTable.of(Instruments.of(List.of("币安人生-USDT")), Instrument::symbol);
        for (String written : List.of("币安人生-USDT", "\\u5e01\\u5b89\\u4eba\\u751f-USDT", "币\\u5B89人生-USD\\u0054")) {
            byte[] text = written.getBytes(UTF_8);
            assertThat(table.find(text, 0, text.length)).as(written).isZero();
        }
        byte[] other = "\\u5e01\\n".getBytes(UTF_8);
        assertThat(table.find(other, 0, other.length)).isEqualTo(SymbolTable.UNKNOWN);
    }

    @Test
    void leavesOutWhatAVenueDoesNotHave() {
        Instruments instruments = Instruments.of(List.of("A-B okx=none", "C-D okx=E-F"));
        SymbolTable table = SymbolTable.of(instruments, pair -> pair.nameOn(Venue.OKX));
        assertThat(table.find("A-B".getBytes(US_ASCII), 0, 3)).isEqualTo(SymbolTable.UNKNOWN);
        assertThat(table.find("C-D".getBytes(US_ASCII), 0, 3)).isEqualTo(SymbolTable.UNKNOWN);
        assertThat(table.find("E-F".getBytes(US_ASCII), 0, 3)).isEqualTo(1);
    }

    @Test
    void findsEachOfManyAndNothingElse() {
        List<String> symbols =
                IntStream.range(0, 341).mapToObj(i -> "COIN" + i + "-USDT").toList();
        SymbolTable table = SymbolTable.of(Instruments.of(symbols), Instrument::symbol);
        for (int i = 0; i < symbols.size(); i++) {
            assertThat(find(table, symbols.get(i))).isEqualTo(i);
        }
        assertThat(find(table, "COIN341-USDT")).isEqualTo(SymbolTable.UNKNOWN);
        assertThat(find(table, "")).isEqualTo(SymbolTable.UNKNOWN);
    }

    @Test
    void spellsAsTheVenueDoes() {
        SymbolTable table = SymbolTable.of(Instruments.of(List.of("BTC-USDT")), pair -> pair.base() + pair.quote());
        assertThat(find(table, "BTCUSDT")).isZero();
        assertThat(find(table, "BTC-USDT")).isEqualTo(SymbolTable.UNKNOWN);
    }

    @Test
    void tellsTimesInWhicheverUnitTheyCome() {
        assertThat(VenueTime.toNs(1_786_613_174_873L)).isEqualTo(1_786_613_174_873_000_000L);
        assertThat(VenueTime.toNs(1_786_613_174_873_456L)).isEqualTo(1_786_613_174_873_456_000L);
        assertThat(VenueTime.toMs(1_786_613_174_873_456_000L)).isEqualTo(1_786_613_174_873L);
    }
}
