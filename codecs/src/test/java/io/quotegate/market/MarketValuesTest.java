package io.quotegate.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarketValuesTest {
    @ParameterizedTest
    @CsvSource({"EUR,USD,0", "EUR,USD,-1", "EUR,EUR,1", "eur,USD,1", "E-R,USD,1"})
    void takesNoReferenceRateThatIsNone(String base, String quote, BigDecimal rate) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReferenceRate(base, quote, rate))
                .withMessageContaining("expected: ");
    }

    @Test
    void spellsAReferenceRateLikeAPair() {
        assertThat(new ReferenceRate("EUR", "USD", BigDecimal.ONE).symbol()).isEqualTo("EUR-USD");
    }

    @ParameterizedTest
    @EnumSource
    void knowsVenuesByNameAndCode(Venue venue) {
        assertThat(Venue.ofWireName(venue.wireName())).isEqualTo(venue);
        assertThat(Venue.ofCode(venue.code())).isEqualTo(venue);
        assertThat(venue.code()).isLessThan(Venue.count());
    }

    @Test
    void knowsNoOtherVenue() {
        assertThat(Venue.ofWireName("OKX")).isNull();
        assertThat(Venue.ofWireName("kraken")).isNull();
    }

    @Test
    void numbersInstrumentsInTheirOrder() {
        Instruments instruments = Instruments.of(List.of("ETH-BTC", "BTC-USDT"));
        assertThat(instruments.count()).isEqualTo(2);
        assertThat(instruments.byId(1)).isEqualTo(new Instrument(1, "BTC-USDT"));
        assertThat(instruments.find("ETH-BTC")).isEqualTo(instruments.byId(0));
        assertThat(instruments.find("ETH-USDT")).isNull();
        assertThat(instruments.byId(0).base()).isEqualTo("ETH");
        assertThat(instruments.byId(0).quote()).isEqualTo("BTC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"币安人生-USDT", "Ö1-USDT", "BTC-币", "١٢-USDT", "𠀀-USDT"})
    void takesPairsOfLettersOfAnyScript(String symbol) {
        assertThat(Instruments.of(List.of(symbol)).find(symbol)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "币安人生",
                "ö-USDT",
                "O\u0308-USDT",
                "ß-USDT",
                "A\u200b-USDT",
                "😀-USDT",
                "A B-USDT",
                "A/B-USDT",
                "ｂ-USDT"
            })
    void takesNoOther(String symbol) {
        assertThat(Instrument.isSymbol(symbol)).isFalse();
    }

    @Test
    void takesEachPairOnceAndOnlyPairs() {
        assertThatIllegalArgumentException().isThrownBy(() -> Instruments.of(List.of("BTC-USDT", "BTC-USDT")));
        assertThatIllegalArgumentException().isThrownBy(() -> new Instrument(0, "BTCUSDT"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Instrument(-1, "BTC-USDT"));
    }
}
