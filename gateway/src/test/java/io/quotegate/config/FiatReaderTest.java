package io.quotegate.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.config.source.ConfigFile;
import io.quotegate.market.ReferenceRate;
import io.quotegate.market.ReferenceRates;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiatReaderTest {
    private static final String HEAD = "base: EUR\ndate: 2026-07-01\nsource: a bank\n";
    private static final String PLACE = "config/fiat.yaml";
    private static final String NUMBER = "(expected: a number above 0 of at most 30 digits, without exponent)";

    /** ISO 4217 of 2026, without funds, metals and what is for tests; the special drawing right has a rate. */
    private static final String ISO_4217 = """
            AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD
            CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD
            GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD
            KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO
            NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE
            SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND
            VUV WST XAF XCD XCG XDR XOF XPF YER ZAR ZMW ZWG
            """;

    @TempDir
    private Path directory;

    private ReferenceRates load(String fiat) {
        Sources sources = new Sources(directory);
        sources.write(ConfigFile.FIAT_NAME, fiat);
        return sources.load(null, Map.of(), List.of(), null).references();
    }

    private List<String> problems(String fiat) {
        Sources sources = new Sources(directory);
        sources.write(ConfigFile.FIAT_NAME, fiat);
        return sources.problems(null, Map.of(), List.of(), null);
    }

    @Test
    void readsRatesOfTheBaseAndLinksWithTheirDigits() {
        assertThat(load(HEAD + "rates:\n  USD: \"1.1720\"\n  JPY: 183.42\nlinks:\n  USDT-USD: \"1\"\n"))
                .isEqualTo(new ReferenceRates(
                        LocalDate.of(2026, 7, 1),
                        "a bank",
                        List.of(
                                new ReferenceRate("EUR", "USD", new BigDecimal("1.1720")),
                                new ReferenceRate("EUR", "JPY", new BigDecimal("183.42")),
                                new ReferenceRate("USDT", "USD", new BigDecimal("1")))));
    }

    @Test
    void comesWithARateOfEveryCurrencyThatHasOne() {
        ReferenceRates shipped =
                new Sources(directory).load(null, Map.of(), List.of(), null).references();
        assertThat(shipped.rates())
                .filteredOn(rate -> rate.base().equals("EUR"))
                .extracting(ReferenceRate::quote)
                .containsExactlyInAnyOrder(ISO_4217.replace("EUR", "").strip().split("\\s+"));
    }

    @Test
    void allowsSectionsToBeEmptyOrLeftOut() {
        assertThat(load(HEAD + "rates:\n  # USD: 1\n").rates()).isEmpty();
        assertThat(load(HEAD).rates()).isEmpty();
    }

    @Test
    void readsTheCopyInTheJarWhenThereIsNoFile() throws IOException {
        ReferenceRates rates =
                new Sources(directory).load(null, Map.of(), List.of(), null).references();
        assertThat(rates).isEqualTo(Sources.bundledRates());
        assertThat(rates.rates().stream().map(ReferenceRate::symbol))
                .hasSizeGreaterThanOrEqualTo(30)
                .contains("EUR-USD", "EUR-GBP", "EUR-JPY", "USDT-USD", "USDC-USD");
        try (InputStream in = FiatReaderTest.class.getResourceAsStream('/' + ConfigFile.FIAT_NAME)) {
            assertThat(new String(requireNonNull(in).readAllBytes(), UTF_8))
                    .isEqualTo(Files.readString(Path.of("..").resolve(ConfigFile.FIAT_NAME)));
        }
        assertThat(ConfigFile.fiatNameOf(directory)).isEqualTo("config/fiat.yaml in the jar");
        new Sources(directory).write(ConfigFile.FIAT_NAME, HEAD);
        assertThat(ConfigFile.fiatNameOf(directory)).isEqualTo("config/fiat.yaml");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rates: {USD: 1,07} | 4: rates.07: empty " + NUMBER,
                "rates: {USD: 0} | 4: rates.USD: 0 " + NUMBER,
                "rates: {USD: -1} | 4: rates.USD: -1 " + NUMBER,
                "rates: {USD: 1e3} | 4: rates.USD: 1e3 " + NUMBER,
                "rates: {USD: } | 4: rates.USD: empty " + NUMBER,
                "rates: {USD: 1234567890123456789012345678901} | 4: rates.USD: 1234567890123456789012345678901 "
                        + NUMBER,
                "rates: {usd: 1} | 4: rates.usd: no such name (expected: a currency in upper case, as USD, other than the base)",
                "rates: {EUR: 1} | 4: rates.EUR: no such name (expected: a currency in upper case, as USD, other than the base)",
                "rates: {USD: [1]} | 4: rates.USD: a list (expected: one value)",
                "rates: {USD: {x: 1}} | 4: rates.USD: a section (expected: one value)",
                "rates: 1.07 | 4: rates: 1.07 (expected: currencies, and what one of the base is in each)",
                "links: [USDT-USD] | 4: links: a list (expected: pairs as USDT-USD, and what one of the first is in the second)",
                "links: {USDT: 1} | 4: links.USDT: no such name (expected: two currencies in upper case, as USDT-USD)",
                "links: {USD-USD: 1} | 4: links.USD-USD: no such name (expected: two currencies in upper case, as USDT-USD)",
                "rate: {USD: 1} | 4: rate: unknown key (did you mean rates?)",
                "base: USD | 4: base: given twice (expected: once, as in line 1)",
                "rates: {USD: 1} } | 4:17: not YAML: expected <block end>, but found '}'"
            })
    void saysWhatIsWrongWithLineAndKey(String line, String expected) {
        assertThat(problems(HEAD + line + '\n')).containsExactly(PLACE + ':' + expected);
    }

    @Test
    void saysAllThatIsMissingOrBadAtOnceTogetherWithTheConfiguration() {
        Sources sources = new Sources(directory);
        sources.write(ConfigFile.FIAT_NAME, "base: eur\ndate: today\n");
        assertThat(sources.problems("server.prot: 1\n"))
                .containsExactly(
                        "config/quotegate.yaml:1: server.prot: unknown key (did you mean server.port?)",
                        PLACE + ":1: base: eur (expected: a currency in upper case, as USD)",
                        PLACE + ":2: date: today (expected: a day, as 2026-07-01)",
                        PLACE + ": source: missing (expected: who says so, in 1..200 characters)");
    }

    @Test
    void refusesMoreRatesThanAnyoneNeedsAndTextsWithoutEnd() {
        String many = IntStream.range(0, 501)
                .mapToObj(i -> "  X" + i + ": 1\n")
                .collect(Collectors.joining("", HEAD + "rates:\n", ""));
        assertThat(problems(many)).containsExactly(PLACE + ": 501 rates (expected: at most 500)");
        assertThat(problems("base: EUR\ndate: 2026-07-01\nsource: " + "x".repeat(201)))
                .singleElement()
                .asString()
                .endsWith("(expected: who says so, in 1..200 characters)");
    }

    @Test
    void refusesWhatIsNoTextFile() throws IOException {
        Files.createDirectories(directory.resolve(ConfigFile.FIAT_NAME));
        assertThat(new Sources(directory).problems(null, Map.of(), List.of(), null))
                .containsExactly("config/fiat.yaml: cannot be read: Is a directory");
    }
}
