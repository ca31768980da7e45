package io.quotegate.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotegate.codec.binance.BinanceRestDecoder;
import io.quotegate.codec.okx.OkxRestDecoder;
import io.quotegate.market.Candle;
import io.quotegate.market.Decimal;
import io.quotegate.market.Instrument;
import io.quotegate.market.Trade;
import io.quotegate.market.Venue;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the venues answer over REST, as documented and recorded. */
class RestCandlesTest {
    private static final Instrument PAIR = new Instrument(0, "BTC-USDT");
    private static final String OKX = "{\"code\":\"0\",\"msg\":\"\",\"data\":[[\"1757076060000\",\"112600.1\","
            + "\"112631.9\",\"112477.1\",\"112477.10\",\"3.10944629\",\"349947.33543\",\"349947.33543\",\"0\"],"
            + "[\"1757076000000\",\"1\",\"2\",\"1\",\"2\",\"100\",\"150.50\",\"150.5\",\"1\"]]}";
    private static final String BINANCE = "[[1723161300000,\"61828.00000000\",\"61860.80000000\",\"61780.00000000\","
            + "\"61782.25000000\",\"15.07702000\",1723161359999,\"932148.06446410\",1255,\"6.63029000\","
            + "\"409957.59142730\",\"0\"]]";

    @Test
    void readsOkxHistoryNewestFirstWithoutWhatTheyDoNotTell() throws IOException {
        assertThat(OkxRestDecoder.candles(OKX.getBytes(UTF_8), PAIR))
                .containsExactly(
                        Candle.of(PAIR, Venue.OKX, 1757076060000000L)
                                .withPrices(
                                        new BigDecimal("112600.1"),
                                        new BigDecimal("112631.9"),
                                        new BigDecimal("112477.1"),
                                        new BigDecimal("112477.10"))
                                .withVolumes(new BigDecimal("3.10944629"), new BigDecimal("349947.33543"))
                                .withTradesUnknown()
                                .withComplete(false),
                        Candle.of(PAIR, Venue.OKX, 1757076000000000L)
                                .withPrices(
                                        new BigDecimal("1"),
                                        new BigDecimal("2"),
                                        new BigDecimal("1"),
                                        new BigDecimal("2"))
                                .withVolumes(new BigDecimal("100"), new BigDecimal("150.5"))
                                .withTradesUnknown());
    }

    @Test
    void readsBinanceKlinesInMillisecondsAndMicroseconds() throws IOException {
        Candle expected = Candle.of(PAIR, Venue.BINANCE, 1723161300000000L)
                .withPrices(
                        new BigDecimal("61828.00000000"),
                        new BigDecimal("61860.80000000"),
                        new BigDecimal("61780.00000000"),
                        new BigDecimal("61782.25000000"))
                .withVolumes(new BigDecimal("15.07702"), new BigDecimal("932148.0644641"))
                .withTrades(1255, new BigDecimal("6.63029"));
        assertThat(BinanceRestDecoder.klines(BINANCE.getBytes(UTF_8), PAIR)).containsExactly(expected);
        byte[] microseconds =
                BINANCE.replace("1723161300000", "1723161300000000").getBytes(UTF_8);
        assertThat(BinanceRestDecoder.klines(microseconds, PAIR)).containsExactly(expected);
    }

    @Test
    void readsTheTradesOfOkx() throws IOException {
        String trades = "{\"code\":\"0\",\"msg\":\"\",\"data\":[{\"instId\":\"BTC-USDT\",\"side\":\"sell\","
                + "\"sz\":\"0.00001\",\"source\":\"0\",\"px\":\"29963.2\",\"tradeId\":\"242720720\","
                + "\"ts\":\"1654161646974\"}]}";
        assertThat(OkxRestDecoder.trades(trades.getBytes(UTF_8), PAIR))
                .containsExactly(trade(Venue.OKX, 242720720, 0, "29963.2", "0.00001", false, 1654161646974000L));
    }

    @Test
    void readsTheTradesOfBinance() throws IOException {
        String trades = "[{\"id\":28457,\"price\":\"4.00000100\",\"qty\":\"12.00000000\",\"quoteQty\":\"48.000012\","
                + "\"time\":1499865549590,\"isBuyerMaker\":false,\"isBestMatch\":true}]";
        assertThat(BinanceRestDecoder.trades(trades.getBytes(UTF_8), PAIR))
                .containsExactly(trade(Venue.BINANCE, 28457, 1, "4.00000100", "12.00000000", true, 1499865549590000L));
    }

    private static Trade trade(
            Venue venue, long id, long count, String price, String size, boolean takerBuys, long timeUs) {
        Decimal paid = decimal(price);
        Decimal much = decimal(size);
        return new Trade(
                PAIR,
                venue,
                id,
                count,
                paid.mantissa(),
                paid.format(),
                much.mantissa(),
                much.format(),
                takerBuys,
                timeUs);
    }

    private static Decimal decimal(String text) {
        Decimal decimal = new Decimal();
        assertThat(decimal.parse(text)).isEqualTo(Decimal.Parsed.OK);
        return decimal;
    }

    @Test
    void refusesTradesThatSayTooLittle() {
        for (String row :
                new String[] {"{}", "{\"price\":\"1\",\"qty\":\"1\"}", "{\"price\":\"x\",\"qty\":\"1\",\"time\":1}", "1"
                }) {
            assertThatThrownBy(() -> BinanceRestDecoder.trades(('[' + row + ']').getBytes(UTF_8), PAIR))
                    .as(row)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void saysWhatTheVenueSaidWasWrong() {
        byte[] refused = "{\"code\":\"51001\",\"msg\":\"no such pair\",\"data\":[]}".getBytes(UTF_8);
        assertThatThrownBy(() -> OkxRestDecoder.candles(refused, PAIR)).hasMessage("no data: 51001 no such pair");
        byte[] other = "{\"code\":-1121}".getBytes(UTF_8);
        assertThatThrownBy(() -> BinanceRestDecoder.klines(other, PAIR)).isInstanceOf(IOException.class);
    }

    @Test
    void refusesCandlesWithoutATimeOrWithNumbersThatAreNone() {
        for (String wrong :
                new String[] {"\"1e400000000\"", "1e400000000", "\"-1\"", "\"1e-70\"", "\"" + "1".repeat(65) + '"'}) {
            byte[] volume = BINANCE.replace("\"15.07702000\"", wrong).getBytes(UTF_8);
            assertThatThrownBy(() -> BinanceRestDecoder.klines(volume, PAIR))
                    .as(wrong)
                    .isInstanceOf(IOException.class);
        }
        byte[] before = BINANCE.replace("1723161300000", "-1723161300000").getBytes(UTF_8);
        assertThatThrownBy(() -> BinanceRestDecoder.klines(before, PAIR)).hasMessage("a kline without time");
        byte[] endless = OKX.replace("112600.1", "9".repeat(10_000)).getBytes(UTF_8);
        assertThatThrownBy(() -> OkxRestDecoder.candles(endless, PAIR))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    }

    @Test
    void leavesOutCandlesAtAPriceOfNothing() throws IOException {
        byte[] nothing = OKX.replace("112631.9", "0").getBytes(UTF_8);
        assertThat(OkxRestDecoder.candles(nothing, PAIR)).hasSize(1);
    }

    @Test
    void failsOnGarbageWithNothingButAnInputError() {
        Random random = new Random(5);
        for (String valid : new String[] {OKX, BINANCE}) {
            for (int round = 0; round < 20_000; round++) {
                byte[] text = valid.getBytes(UTF_8);
                for (int i = random.nextInt(4); i >= 0; i--) {
                    text[random.nextInt(text.length)] = (byte) (32 + random.nextInt(96));
                }
                try {
                    OkxRestDecoder.candles(text, PAIR);
                    BinanceRestDecoder.klines(text, PAIR);
                } catch (IOException expected) {
                    assertThat(expected).isNotNull();
                }
            }
        }
    }
}
