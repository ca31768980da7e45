package io.quotegate.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.AsciiString;
import java.util.List;
import org.junit.jupiter.api.Test;

class SiteRulesTest {
    private static boolean serves(SiteRules rules, String authority) {
        return rules.servesHost(AsciiString.of(authority));
    }

    @Test
    void serveTheNamesThatAreGivenAndNoOthers() {
        SiteRules rules = SiteRules.of(List.of("Quotes.example", "::1", "10.0.0.1"), true, List.of());
        for (String host :
                List.of("quotes.example", "QUOTES.example:8080", "quotes.example.", "[::1]", "[::1]:1", "10.0.0.1:2")) {
            assertThat(serves(rules, host)).as(host).isTrue();
            assertThat(serves(rules, host)).as(host + " again").isTrue();
        }
        for (String host : List.of("localhost", "127.0.0.1", "a.quotes.example", "quotes.example.evil", "[::2]")) {
            assertThat(serves(rules, host)).as(host).isFalse();
        }
    }

    @Test
    void serveEveryNameWhereOthersCanReachUsAndNoneIsGiven() {
        assertThat(serves(SiteRules.of(List.of(), false, List.of()), "any.example"))
                .isTrue();
        assertThat(serves(SiteRules.of(List.of("*"), true, List.of()), "any.example"))
                .isTrue();
        assertThat(serves(SiteRules.of(List.of(), true, List.of()), "any.example"))
                .isFalse();
        assertThat(serves(SiteRules.of(List.of(), true, List.of()), "1.2.3")).isFalse();
        assertThat(SiteRules.of(List.of(), true, List.of()).servesHost(null)).isTrue();
    }

    @Test
    void allowSitesAsBrowsersSpellThem() {
        SiteRules rules = SiteRules.of(List.of(), true, List.of("https://A.example:443", "http://b.example:81"));
        assertThat(rules.allowsSite("https://a.example")).isTrue();
        assertThat(rules.allowsSite("http://b.example:81")).isTrue();
        assertThat(rules.allowsSite("http://a.example")).isFalse();
        assertThat(rules.allowsSite("http://b.example")).isFalse();
        assertThat(rules.allowsSite("https://a.example,http://b.example:81")).isFalse();
        assertThat(rules.allowsSite("null")).isFalse();
        assertThat(SiteRules.of(List.of(), true, List.of("*")).allowsSite("null"))
                .isTrue();
    }

    @Test
    void knowOurOwnPagesWhateverSpokeTlsForUs() {
        for (String own : List.of("http://a", "https://a", "http://A:80", "https://a:443")) {
            assertThat(SiteRules.otherSite(RecordingStream.get("/", "origin", own)))
                    .as(own)
                    .isNull();
        }
        for (String other : List.of("http://a:443", "http://b", "a", "null", "", "http://a.b", "http://a, http://a")) {
            assertThat(SiteRules.otherSite(RecordingStream.get("/", "origin", other)))
                    .as(other)
                    .isNotNull();
        }
        assertThat(SiteRules.otherSite(RecordingStream.get("/", "origin", "http://a", "origin", "http://b")))
                .isNotNull();
        assertThat(SiteRules.otherSite(RecordingStream.get("/"))).isNull();
    }
}
