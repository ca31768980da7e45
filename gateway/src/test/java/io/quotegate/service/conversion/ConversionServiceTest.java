package io.quotegate.service.conversion;

import static io.quotegate.testkit.Outcomes.refusal;
import static io.quotegate.testkit.Outcomes.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quotegate.api.ConversionRequest;
import io.quotegate.api.ConversionResult;
import io.quotegate.api.ErrorCode;
import io.quotegate.api.Outcome;
import io.quotegate.api.Refusal;
import io.quotegate.market.Decimal;
import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.ReferenceRate;
import io.quotegate.market.ReferenceRates;
import io.quotegate.market.Venue;
import io.quotegate.ring.TopOfBook;
import io.quotegate.service.quotes.QuoteService;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversionServiceTest {
    private static final long NOW_NS = Duration.ofDays(20_000).plusMillis(5_000).toNanos();
    private static final ReferenceRates REFERENCES = new ReferenceRates(
            LocalDate.EPOCH.plusDays(19_990),
            "a test",
            List.of(
                    new ReferenceRate("EUR", "USD", new BigDecimal("1.25")),
                    new ReferenceRate("EUR", "GBP", new BigDecimal("0.80")),
                    new ReferenceRate("USDT", "USD", new BigDecimal("1")),
                    new ReferenceRate("FOO", "BAR", new BigDecimal("2"))));

    private final Instruments instruments =
            Instruments.of(List.of("BTC-USDT", "ETH-USDT", "ADA-USDT", "SOL-USDT", "DOGE-USDT"));
    private final TopOfBook quotes = new TopOfBook(instruments.count());
    private final ConversionService service = new ConversionService(instruments, REFERENCES, () -> NOW_NS);

    ConversionServiceTest() {
        put("BTC-USDT", "63707.2", "63707.3", 12, false);
        put("ETH-USDT", "3462.10", "3462.60", 3_456, false);
        put("ADA-USDT", "0.4", "0.6", 0, true);
        put("SOL-USDT", "150", "null", 0, false);
    }

    private void put(String symbol, String bid, String ask, long ageMs, boolean stale) {
        QuoteFlyweight quote = QuoteService.scratch();
        int id = instruments.all().stream()
                .filter(each -> each.symbol().equals(symbol))
                .findFirst()
                .orElseThrow()
                .id();
        quote.instrumentId(id).seq(1).venue(Venue.BINANCE).flags(stale, false);
        quote.receiveTimeNs(NOW_NS - Duration.ofMillis(ageMs).toNanos());
        Decimal value = new Decimal();
        for (int i = 0; i < QuoteLayout.VALUES; i++) {
            quote.value(i, value.clear());
        }
        value.parse(bid);
        quote.value(QuoteLayout.BID, value);
        value.parse(ask);
        quote.value(QuoteLayout.ASK, value);
        quotes.put(quote);
    }

    @Test
    void knowsTheDirhamByBothItsNamesUnlessAnotherCurrencyHasOne() {
        ReferenceRates dirham = rates(new ReferenceRate("EUR", "MAD", new BigDecimal("10")));
        ConversionService moroccan = new ConversionService(instruments, dirham, () -> NOW_NS);
        ConversionResult there = value(moroccan.convert(new ConversionRequest("EUR", "DH", "2", false), quotes));
        assertThat(there.result()).isEqualTo("20");
        assertThat(there.to()).isEqualTo("MAD");
        assertThat(value(moroccan.convert(new ConversionRequest("DH", "EUR", "2", false), quotes))
                        .result())
                .isEqualTo("0.2");
        RunningTotal total = moroccan.total();
        assertThat(total.add(new ConversionRequest("EUR", "DH", "2", false), quotes))
                .isNull();
        assertThat(total.add(new ConversionRequest("DH", "MAD", "1.5", false), quotes))
                .isNull();
        assertThat(total.to() + ' ' + total.result()).isEqualTo("MAD 21.5");

        ReferenceRates coin = rates(
                new ReferenceRate("EUR", "MAD", new BigDecimal("10")),
                new ReferenceRate("EUR", "DH", new BigDecimal("3")));
        assertThat(value(new ConversionService(instruments, coin, () -> NOW_NS)
                                .convert(new ConversionRequest("EUR", "DH", "2", false), quotes))
                        .result())
                .isEqualTo("6");
        assertThat(convert("1", "EUR", "DH").refusal())
                .isEqualTo(new Refusal(ErrorCode.UNKNOWN_CURRENCY, "unknown currency: DH"));
    }

    private static ReferenceRates rates(ReferenceRate... rates) {
        return new ReferenceRates(LocalDate.EPOCH, "a test", List.of(rates));
    }

    private Outcome<ConversionResult> convert(String amount, String from, String to) {
        return service.convert(new ConversionRequest(from, to, amount, false), quotes);
    }

    private ConversionResult converted(String amount, String from, String to) {
        return value(convert(amount, from, to));
    }

    @Test
    void tellsTheResultThePathAndEveryRate() {
        assertThat(converted("1.50", "BTC", "ETH"))
                .isEqualTo(new ConversionResult(
                        "BTC",
                        "ETH",
                        "1.50",
                        "27.6000043323176455", // 1.5 x 63707.25 / 3462.35 = 27.60000433231764552977...
                        List.of(
                                new ConversionResult.Rate("BTC-USDT", "63707.25", 12, "binance"),
                                new ConversionResult.Rate("ETH-USDT", "3462.35", 3_456, "binance"))));
    }

    @Test
    void multipliesTowardsTheQuoteAndDividesTowardsTheBase() {
        assertThat(converted("2", "BTC", "USDT").result()).isEqualTo("127414.5");
        assertThat(converted("63707.25", "USDT", "BTC").result()).isEqualTo("1");
        assertThat(converted("1", "USDT", "BTC").result()).isEqualTo("0.0000156968005996177829");
    }

    @Test
    void usesReferenceRatesWhereNoVenueQuotesAndTellsTheirAge() {
        long ageMs = Duration.ofDays(10).plusMillis(5_000).toMillis();
        assertThat(converted("1", "BTC", "GBP"))
                .isEqualTo(new ConversionResult(
                        "BTC",
                        "GBP",
                        "1",
                        "40772.64", // 63707.25 / 1.25 x 0.80
                        List.of(
                                new ConversionResult.Rate("BTC-USDT", "63707.25", 12, "binance"),
                                new ConversionResult.Rate("USDT-USD", "1", ageMs, "reference"),
                                new ConversionResult.Rate("EUR-USD", "1.25", ageMs, "reference"),
                                new ConversionResult.Rate("EUR-GBP", "0.80", ageMs, "reference"))));
        assertThat(converted("10", "GBP", "USD").result()).isEqualTo("15.625");
    }

    @Test
    void isTheAmountItselfFromACurrencyToItself() {
        assertThat(converted("1.2300", "SOL", "SOL"))
                .as("whatever its price is")
                .isEqualTo(new ConversionResult("SOL", "SOL", "1.2300", "1.2300", List.of()));
        String longest = "123456789012345678901234567.890";
        assertThat(converted(longest, "EUR", "EUR").result()).isEqualTo(longest);
    }

    @Test
    void roundsHalfToEvenAtEighteenDigitsAndWritesNoExponent() {
        put("BTC-USDT", "1", "1", 0, false);
        assertThat(converted("123456789012345678.5", "BTC", "USDT").result()).isEqualTo("123456789012345678");
        assertThat(converted("123456789012345679.5", "BTC", "USDT").result()).isEqualTo("123456789012345680");
        assertThat(converted("999999999999999999999999999999", "BTC", "USDT").result())
                .isEqualTo("1000000000000000000000000000000");
        put("BTC-USDT", "100000000000000000", "100000000000000000", 0, false);
        assertThat(converted("0.0000000001", "USDT", "BTC").result()).isEqualTo("0." + "0".repeat(26) + '1');
    }

    /** The oracle computes with fractions of whole numbers. */
    @Test
    void agreesWithExactFractionsOnRandomPricesAndAmounts() {
        Random random = new Random(20261121);
        for (int round = 0; round < 20_000; round++) {
            BigDecimal[] sides = new BigDecimal[4];
            for (int i = 0; i < sides.length; i++) {
                sides[i] = BigDecimal.valueOf(1 + random.nextLong(1_000_000_000_000L), random.nextInt(12));
            }
            put("BTC-USDT", sides[0].toPlainString(), sides[1].toPlainString(), 0, false);
            put("ETH-USDT", sides[2].toPlainString(), sides[3].toPlainString(), 0, false);
            BigDecimal amount = BigDecimal.valueOf(1 + random.nextLong(1_000_000_000_000L), random.nextInt(12));
            String result = converted(amount.toPlainString(), "BTC", "ETH").result();
            // amount x (bid1 + ask1) / (bid2 + ask2): the halves cancel
            BigDecimal above = amount.multiply(sides[0].add(sides[1]));
            BigDecimal below = sides[2].add(sides[3]);
            assertThat(new BigDecimal(result))
                    .as("round %d: %s", round, amount)
                    .isEqualByComparingTo(rounded(above, below));
        }
    }

    /** {@code above / below} to 18 significant digits, half to even, by whole numbers alone. */
    private static BigDecimal rounded(BigDecimal above, BigDecimal below) {
        int scale = Math.max(above.scale(), below.scale());
        BigInteger numerator = above.setScale(scale).unscaledValue();
        BigInteger denominator = below.setScale(scale).unscaledValue();
        int exponent = 0; // so that the quotient has 18 digits in front of the point
        BigInteger least = BigInteger.TEN.pow(17);
        while (numerator.divide(denominator).compareTo(least) < 0) {
            numerator = numerator.multiply(BigInteger.TEN);
            exponent--;
        }
        while (numerator.divide(denominator).compareTo(least.multiply(BigInteger.TEN)) >= 0) {
            denominator = denominator.multiply(BigInteger.TEN);
            exponent++;
        }
        BigInteger[] parts = numerator.divideAndRemainder(denominator);
        int half = parts[1].shiftLeft(1).compareTo(denominator);
        boolean up = half > 0 || (half == 0 && parts[0].testBit(0));
        return new BigDecimal(up ? parts[0].add(BigInteger.ONE) : parts[0], -exponent);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | ETH | 1 | bad_request | from: missing (expected: a currency such as BTC)",
                "BTC | '' | 1 | bad_request | to: missing (expected: a currency such as BTC)",
                "BTC | ETH | '' | bad_request | amount: missing (expected: a number above 0 of at most 30 digits, without exponent)",
                "BTC | ETH | 1e5 | bad_request | amount: 1e5 (expected: a number above 0 of at most 30 digits, without exponent)",
                "BTC | BTC | 0 | bad_request | amount: 0 (expected: a number above 0 of at most 30 digits, without exponent)",
                "XYZ | ETH | 1 | unknown_currency | unknown currency: XYZ",
                "BTC | XYZ | 1 | unknown_currency | unknown currency: XYZ",
                "XYZ | XYZ | 1 | unknown_currency | unknown currency: XYZ",
                "btc | ETH | 1 | unknown_currency | unknown currency: btc",
                "BTC | FOO | 1 | not_found | no pairs lead from BTC to FOO",
                "BTC | DOGE | 1 | no_data | no quote of DOGE-USDT yet",
                "SOL | BTC | 1 | no_data | SOL-USDT has no ask now",
                "ADA | BTC | 1 | stale | the quote of ADA-USDT is stale (allow_stale takes it)",
                "EUR | ADA | 1 | stale | the quote of ADA-USDT is stale (allow_stale takes it)"
            })
    void saysWhyItRefuses(String from, String to, String amount, String code, String message) {
        assertThat(refusal(convert(amount, from, to))).satisfies(refused -> {
            assertThat(refused.code().wireName()).isEqualTo(code);
            assertThat(refused.message()).isEqualTo(message);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "NaN", "1.", "1e-5", "1234567890123456789012345678901", " 1"})
    void namesTheFieldOfABadAmount(String amount) {
        assertThat(refusal(convert(amount, "BTC", "ETH"))).satisfies(refused -> {
            assertThat(refused.code()).isEqualTo(ErrorCode.BAD_REQUEST);
            assertThat(refused.message()).startsWith("amount: ");
        });
    }

    @Test
    void repeatsOnlyTheBeginningOfWhatIsFarTooLong() {
        assertThat(refusal(convert("9".repeat(1_000_000), "BTC", "ETH")).message())
                .hasSizeLessThan(200)
                .startsWith("amount: 999");
        assertThat(refusal(convert("1", "X".repeat(1_000_000), "ETH")).message())
                .hasSizeLessThan(200)
                .startsWith("unknown currency");
    }

    @Test
    void takesStaleRatesWhenAskedToButNotMissingOnes() {
        assertThat(value(service.convert(new ConversionRequest("ADA", "USDT", "4", true), quotes))
                        .result())
                .isEqualTo("2");
        assertThat(refusal(service.convert(new ConversionRequest("DOGE", "USDT", "4", true), quotes))
                        .code())
                .isEqualTo(ErrorCode.NO_DATA);
    }

    @ParameterizedTest
    @CsvSource({"null,1,bid", "1,null,ask", "0,1,bid", "1,0,ask", "null,null,bid"})
    void needsAPriceOnBothSides(String bid, String ask, String missing) {
        put("BTC-USDT", bid, ask, 0, true);
        assertThat(refusal(convert("1", "BTC", "USDT")))
                .isEqualTo(new Refusal(ErrorCode.NO_DATA, "BTC-USDT has no " + missing + " now"));
    }

    @Test
    void countsNoAgeBelowZeroWhenClocksDisagree() {
        put("BTC-USDT", "1", "1", -500, false);
        assertThat(converted("1", "BTC", "USDT").rates().get(0).ageMs()).isZero();
    }

    @Test
    void plansToBeComputedAgainWhenAPairOnTheWayMoves() {
        ConversionPlan plan = value(service.plan(new ConversionRequest("BTC", "GBP", "2", false)));
        assertThat(plan.instruments().stream()).containsExactly(0);
        assertThat(result(plan)).isEqualTo("81545.28");
        put("BTC-USDT", "100", "200", 0, false);
        assertThat(result(plan)).isEqualTo("192");
        assertThat(value(service.plan(new ConversionRequest("BTC", "ETH", "2", false))).instruments().stream())
                .containsExactly(0, 1);
        assertThat(value(service.plan(new ConversionRequest("EUR", "GBP", "2", false)))
                        .instruments())
                .isEqualTo(new BitSet());
        assertThat(refusal(service.plan(new ConversionRequest("BTC", "XYZ", "2", false))))
                .isEqualTo(new Refusal(ErrorCode.UNKNOWN_CURRENCY, "unknown currency: XYZ"));
    }

    private String result(ConversionPlan plan) {
        return value(plan.convert(quotes)).result();
    }

    @Test
    void addsUpAmountsOfDifferentCurrencies() {
        RunningTotal total = service.total();
        assertThat(total.problem())
                .isEqualTo(new Refusal(ErrorCode.BAD_REQUEST, "amounts: none (expected: at least one)"));
        assertThat(total.add(new ConversionRequest("BTC", "USDT", "1", false), quotes))
                .isNull();
        assertThat(total.add(new ConversionRequest("EUR", "", "8", false), quotes))
                .isNull();
        assertThat(total.add(new ConversionRequest("USDT", "USDT", "0.75", false), quotes))
                .isNull();
        assertThat(total.problem()).isNull();
        assertThat(total.to()).isEqualTo("USDT");
        assertThat(total.result()).isEqualTo("63718"); // 63707.25 + 10 + 0.75
        assertThat(total.count()).isEqualTo(3);
    }

    @Test
    void addsNothingThatItRefuses() {
        RunningTotal total = service.total();
        assertThat(total.add(new ConversionRequest("BTC", "", "1", false), quotes))
                .isEqualTo(new Refusal(ErrorCode.BAD_REQUEST, "to: missing (expected: a currency such as BTC)"));
        assertThat(total.add(new ConversionRequest("BTC", "USDT", "1", false), quotes))
                .isNull();
        assertThat(total.add(new ConversionRequest("BTC", "EUR", "1", false), quotes))
                .isEqualTo(new Refusal(ErrorCode.BAD_REQUEST, "to: EUR (expected: USDT, as before, or nothing)"));
        assertThat(total.add(new ConversionRequest("ADA", "", "1", false), quotes))
                .extracting(Refusal::code)
                .isEqualTo(ErrorCode.STALE);
        assertThat(total.count()).isEqualTo(1);
        assertThat(total.result()).isEqualTo("63707.25");
    }

    @Test
    void roundsATotalOnlyOnce() {
        RunningTotal total = service.total();
        put("BTC-USDT", "3", "3", 0, false);
        for (int i = 0; i < 3; i++) {
            assertThat(total.add(new ConversionRequest("USDT", "BTC", "1", false), quotes))
                    .isNull();
        }
        assertThat(total.result()).isEqualTo("1");
    }

    @Test
    void servesTheLargestConfigurationAtOnce() {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < 341; i++) {
            pairs.add("C" + i + "-C" + (i + 1)); // the longest path there can be
        }
        Instruments chain = Instruments.of(pairs);
        ConversionService longest = new ConversionService(chain, REFERENCES, () -> NOW_NS);
        TopOfBook book = new TopOfBook(chain.count());
        QuoteFlyweight quote = QuoteService.scratch();
        for (int i = 0; i < 341; i++) {
            quote.instrumentId(i).seq(1).venue(Venue.OKX).flags(false, false).receiveTimeNs(NOW_NS);
            quote.value(QuoteLayout.BID, new Decimal().setUnscaled(123456789012345678L, 17));
            quote.value(QuoteLayout.ASK, new Decimal().setUnscaled(123456789012345679L, 17));
            book.put(quote);
        }
        PathProduct product = value(value(longest.plan(new ConversionRequest("C0", "C341", "1", false)))
                .product(book));
        assertThat(product.rates()).hasSize(341);
        double expected = Math.pow(1.234567890123457, 341);
        assertThat(product.precise().doubleValue()).isCloseTo(expected, within(expected * 1e-9));
    }
}
