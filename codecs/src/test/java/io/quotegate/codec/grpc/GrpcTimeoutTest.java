package io.quotegate.codec.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.AsciiString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrpcTimeoutTest {
    @ParameterizedTest
    @CsvSource({
        "0n, 0",
        "1n, 1",
        "2u, 2000",
        "3m, 3000000",
        "4S, 4000000000",
        "5M, 300000000000",
        "6H, 21600000000000",
        "00000001S, 1000000000",
        "99999999n, 99999999",
        "99999999S, 99999999000000000",
        "99999999M, 5999999940000000000"
    })
    void readsEveryUnit(String text, long ns) {
        assertThat(GrpcTimeout.parseNs(text)).isEqualTo(ns);
        assertThat(GrpcTimeout.parseNs(AsciiString.of(text))).isEqualTo(ns);
    }

    @Test
    void endsAtTheLongestTimeThereIs() {
        assertThat(GrpcTimeout.parseNs("99999999H")).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "S", "1", "123456789S", "1s", "1h", "1N", "-1S", "+1S", " 1S", "1 S", "1.5S", "1SS", "٣S"})
    void refusesEverythingElse(String text) {
        assertThat(GrpcTimeout.parseNs(text)).isEqualTo(GrpcTimeout.MALFORMED);
    }
}
