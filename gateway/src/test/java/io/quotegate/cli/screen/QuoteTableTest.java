package io.quotegate.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quotegate.cli.print.DisplayWidth;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuoteTableTest {
    private static final long NOW_MS = 1_786_613_180_000L;

    private final QuoteTable table = new QuoteTable(false);

    private static JsonNode quote(String pair, String bid, @Nullable String ask, @Nullable String last, boolean stale) {
        String text = "{\"pair\":\"" + pair + "\",\"venue\":\"okx\",\"bid\":" + bid
                + ",\"bidSize\":\"1.70080521\",\"ask\":" + ask + ",\"askSize\":\"0.15\",\"last\":" + last
                + ",\"receiveTime\":1786613174901234,\"stale\":" + stale + '}';
        try {
            return new JsonMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void update(String pair, String bid, @Nullable String ask, @Nullable String last, boolean stale) {
        table.update(quote(pair, bid, ask, last, stale), NOW_MS);
    }

    @Test
    void hasOneRowForEachPairWithAllThatIsAsked() {
        update("BTC-USDT", "\"100.1\"", "\"100.30\"", "\"100\"", false);
        update("币安人生-USDT", "\"0.00001200\"", null, null, true);
        update("BTC-USDT", "\"101.1\"", "\"101.30\"", "\"101\"", false);
        assertThat(table.lines(200, 10, NOW_MS))
                .containsExactly(
                        "pair                  bid x size           ask x size  last  spread  change  venue        age",
                        "BTC-USDT            101.1 x 1.70080521  101.30 x 0.15   101    0.20  +1.00%  okx          5 s",
                        "币安人生-USDT  0.00001200 x 1.70080521       - x 0.15     -       -       -  okx    STALE 5 s");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 12, 13, 20, 39, 40, 60, 79, 80, 120})
    void fitsEveryWidthAndHeight(int width) {
        update("BTC-USDT", "\"63707.2\"", "\"63707.3\"", "\"63707.3\"", false);
        update("币安人生-USDT", "\"0.000012001234\"", "\"0.000012001239\"", "\"0.00001\"", true);
        update("ETH-USDT", "\"3291.61\"", "\"3291.64\"", "\"3291.34\"", false);
        for (int height = 1; height < 6; height++) {
            assertThat(table.lines(width, height, NOW_MS))
                    .hasSize(Math.min(height, 4))
                    .allMatch(line -> DisplayWidth.of(line) <= width);
        }
    }

    @Test
    void keepsThePriceAndWhetherItIsStaleOnFortyColumns() {
        update("BTC-USDT", "\"63707.2\"", "\"63707.3\"", "\"63707.3\"", true);
        assertThat(table.lines(40, 10, NOW_MS))
                .containsExactly("pair          bid      ask        age", "BTC-USDT  63707.2  63707.3  STALE 5 s");
    }

    @Test
    void saysHowManyPairsHaveNoRoom() {
        for (int i = 0; i < 9; i++) {
            update("P" + i + "-USDT", "\"1\"", "\"2\"", "\"1\"", false);
        }
        assertThat(table.lines(80, 5, NOW_MS)).hasSize(5).last().isEqualTo("and 6 more: the window is too low");
        assertThat(table.lines(80, 10, NOW_MS)).hasSize(10).last().asString().startsWith("P8-USDT");
    }

    @Test
    void coloursWhatChangedAndWhatIsStale() {
        QuoteTable coloured = new QuoteTable(true);
        for (String last : new String[] {"\"100\"", "\"101\""}) {
            coloured.update(quote("UP-USDT", "\"1\"", "\"2\"", last, false), NOW_MS);
        }
        for (String last : new String[] {"\"100\"", "\"99\""}) {
            coloured.update(quote("DOWN-USDT", "\"1\"", "\"2\"", last, true), NOW_MS);
        }
        assertThat(String.join("\n", coloured.lines(120, 10, NOW_MS)))
                .contains("\u001b[32m+1.00%\u001b[m", "\u001b[31m-1.00%\u001b[m", "\u001b[33mSTALE 5 s\u001b[m");
    }

    @Test
    void takesThePriceBetweenBidAndAskWhereThereWasNoTrade() {
        update("A-B", "\"1\"", "\"3\"", null, false);
        update("A-B", "\"2\"", "\"4\"", null, false);
        assertThat(table.lines(120, 10, NOW_MS)).last().asString().contains("+50.00%");
    }

    @Test
    void goesByWhenAQuoteCameWhereOurClockIsBehind() {
        update("A-B", "\"1\"", "\"3\"", null, false);
        assertThat(new QuoteRow(quote("A-B", "\"1\"", "\"3\"", null, false), 1_000).age(3_500))
                .isEqualTo("2 s");
    }
}
