package io.quotegate.config.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "::1",
                "[::1]",
                "0:0:0:0:0:0:0:1",
                "::ffff:127.0.0.1",
                "localhost",
                "LocalHost"
            })
    void knowsThisMachine(String text) {
        assertThat(HostAddress.kind().accepts(text)).isTrue();
        assertThat(HostAddress.isLoopback(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "::",
                "128.0.0.1",
                "192.168.1.10",
                "::2",
                "fe80::1%eth0",
                "::ffff:10.0.0.1",
                "gateway-1",
                "a_b.example.org",
                "localhost.localdomain",
                "127.0.0.1.example.org"
            })
    void takesNothingElseForThisMachine(String text) {
        assertThat(HostAddress.kind().accepts(text)).isTrue();
        assertThat(HostAddress.isLoopback(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "*",
                "127.1",
                "1",
                "256.0.0.1",
                "1.2.3.4.5",
                "127.0.0.1:8080",
                "::1::",
                "-a",
                "a-",
                "a..b",
                "a b",
                "http://h",
                "münchen"
            })
    void refusesWhatIsNeitherAnAddressNorAName(String text) {
        assertThat(HostAddress.kind().accepts(text)).isFalse();
    }
}
