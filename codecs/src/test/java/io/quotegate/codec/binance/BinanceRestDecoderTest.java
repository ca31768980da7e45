package io.quotegate.codec.binance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.quotegate.codec.venue.TradingRules;
import io.quotegate.market.Instruments;
import io.quotegate.text.ByteWriter;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BinanceRestDecoderTest {
    private static String row(String name, String base, String quote, String status) {
        return "{\"symbol\":\"" + name + "\",\"status\":\"" + status + "\",\"baseAsset\":\"" + base
                + "\",\"baseAssetPrecision\":8,\"quoteAsset\":\"" + quote
                + "\",\"filters\":[{\"filterType\":\"PRICE_FILTER\",\"tickSize\":\"0.01\"}],\"permissionSets\":[[\"SPOT\"]]}";
    }

    @Test
    void listsPairsThatAreTradedOrHalted() throws IOException {
        String rows = String.join(
                ",",
                row("BTCUSDT", "BTC", "USDT", "TRADING"),
                row("ETHUSDT", "ETH", "USDT", "HALT"),
                row("LUNABUSD", "LUNA", "BUSD", "BREAK"),
                row("币安人生USDT", "币安人生", "USDT", "TRADING"),
                row("OTHER", "ADA", "USDT", "TRADING"));
        String answer =
                "{\"timezone\":\"UTC\",\"rateLimits\":[{\"limit\":6000}],\"symbols\":[" + rows + "],\"sors\":[]}";
        assertThat(BinanceRestDecoder.pairs(answer.getBytes(UTF_8)))
                .containsExactly("BTC-USDT", "ETH-USDT", "币安人生-USDT");
    }

    @Test
    void readsWhatTheSimulatorAnswers() throws IOException {
        ByteWriter out = new ByteWriter(1024);
        List<TradingRules> rules = Instruments.of(List.of("BTC-USDT", "ETH-BTC")).all().stream()
                .map(pair -> new TradingRules(pair, 2, 4))
                .toList();
        BinanceRestEncoder.exchangeInfo(out, rules, 6000, 0, TimeUnit.MILLISECONDS);
        assertThat(BinanceRestDecoder.pairs(out.toByteArray())).containsExactly("BTC-USDT", "ETH-BTC");
    }

    @Test
    void saysWhatIsWrong() {
        assertThatIOException()
                .isThrownBy(() -> BinanceRestDecoder.pairs("{\"code\":-1003}".getBytes(UTF_8)))
                .withMessage("no symbols");
    }
}
