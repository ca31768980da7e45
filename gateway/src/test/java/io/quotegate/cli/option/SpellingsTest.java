package io.quotegate.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpellingsTest {
    @ParameterizedTest
    @CsvSource({"Bitcoin, BTC", "btc, BTC", "usd coin, USDC", "eur, EUR", "Tether, USDT", "nosuch, NOSUCH"})
    void knowCurrenciesByNameAndSymbol(String typed, String currency) {
        assertThat(Spellings.currency(typed)).isEqualTo(currency);
    }

    @ParameterizedTest
    @CsvSource({"bitcoin, BTC-USDT", "eth, ETH-USDT", "btcusdt, BTCUSDT", "btc-eur, BTC-EUR", "usdt, USDT"})
    void takeACoinForItsPrice(String typed, String pair) {
        assertThat(Spellings.pair(typed)).isEqualTo(pair);
    }

    @ParameterizedTest
    @CsvSource({"bitcoin, BTC-USDT", "eth, ETH-USDT", "btcusdt, btcusdt", "btc-eur, btc-eur", "usdt, usdt", "*, *"})
    void leaveWhatIsNoCoinToTheGateway(String typed, String pair) {
        assertThat(Spellings.priceOf(typed)).isEqualTo(pair);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1,5; 1.5",
                "0,125; 0.125",
                "1234,567; 1234.567",
                "1.234,5; 1234.5",
                "1,234.5; 1234.5",
                "1,234,567; 1234567",
                "1.234.567; 1234567",
                "1 000; 1000",
                "1.5; 1.5",
                "1.234; 1.234",
                "much; much",
                "-1; -1",
                "1e5; 1e5"
            })
    void understandADecimalComma(String typed, String amount) {
        assertThat(Spellings.amount(typed)).isEqualTo(amount);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,234", "12,345", "999,000"})
    void guessNoThousands(String typed) {
        assertThat(Spellings.amount(typed)).isNull();
    }
}
