package io.quotegate.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "h",
                "localhost:9000",
                "127.0.0.1",
                "127.0.0.1:65535",
                "a-b.C9:",
                "h:0",
                "[::1]",
                "[::1]:80",
                "a_b",
                "a~b:1",
                "%41b",
                "%41b:80"
            })
    void isAHostAndPerhapsAPort(String text) {
        assertThat(Authority.isWellFormed(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":80",
                "a b",
                "u@h",
                "h/x",
                "h:port",
                "[::1",
                "a,b",
                "h:65536",
                "h:99999",
                "h:123456",
                "h:1:2",
                "h:-1",
                "[::1]x",
                "%4",
                "h?",
                "::1",
                "\u00fc"
            })
    void isNothingElse(String text) {
        assertThat(Authority.isWellFormed(text)).isFalse();
    }
}
