package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.app.Gateway;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page computes: decimals exactly, and hashes as everybody does. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageArithmeticIT {
    private Gateway gateway;
    private Chromium page;

    @BeforeAll
    void start() throws IOException {
        Chromium.assumeHere();
        gateway = TestGateways.start();
        page = Chromium.start();
        page.driver().get("http://localhost:" + gateway.address().getPort() + '/');
    }

    @AfterAll
    void stop() {
        if (page != null) {
            page.close();
            gateway.close();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "compare('1.10'; '1.1') | 0",
                "compare('0.30000000000000001'; '0.3') | 1",
                "difference('0.10'; '0.0999') | 0.0001",
                "difference('63707.3'; '63707.2') | 0.1",
                "basisPoints('99'; '101') | 200.00",
                "basisPoints('0'; '0') | null",
                "rounded('-0.125'; 2) | -0.13",
                "rounded('9.999'; 2) | 10.00",
                "rounded('123456789012345678.5'; 0) | 123456789012345679",
                "shortened('123456.7890'; 4) | 123457",
                "shortened('0.00012340'; 9) | 0.0001234",
                "aligned('0.4220000'; 4) | 0.4220",
                "aligned('100'; 2) | 100.00",
                "bare('1.500') | 1.5",
                "bare('100') | 100"
            })
    void countsExactly(String call, String expected) {
        assertThat(page.later("import('/app/text/decimal.js').then((m) => String(m." + call.replace(';', ',') + "))"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 100_000})
    void hashesAsEverybodyDoes(int length) throws NoSuchAlgorithmException {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 'a');
        String expected =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        assertThat(page.later("import('/app/files/sha256.js').then(({ Sha256 }) => new Sha256()"
                        + ".update(new Uint8Array(" + length / 3 + ").fill(97))"
                        + ".update(new Uint8Array(" + (length - length / 3) + ").fill(97)).digest())"))
                .isEqualTo(expected);
    }
}
