package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.api.Right;
import io.quotegate.auth.TokenFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Keys;

/** The page of a gateway that answers nobody without a token, in a real browser. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageTokensIT {
    private static final String COOKIE = "quotegate-token";

    private TokenFile tokens;
    private String alice = "";
    private SimulatedMarket market;
    private Chromium page;

    @BeforeAll
    void start(@TempDir Path secrets) throws IOException {
        Chromium.assumeHere();
        tokens = new TokenFile(secrets.resolve("tokens"));
        alice = tokens.add("alice", Right.USUAL);
        market = SimulatedMarket.asking(alice, 100, "auth.tokens-file=" + tokens.path());
        page = Chromium.start();
    }

    @AfterAll
    void stop() {
        if (page != null) {
            page.close();
            market.close();
        }
    }

    @BeforeEach
    void forget() {
        page.leave();
        page.visit("http", market.gateway());
        page.driver().manage().deleteAllCookies();
        page.leave();
    }

    private void awaitQuestion() {
        page.await("the question", () -> !page.all("#token-dialog[open]").isEmpty());
    }

    private void awaitLive() {
        page.awaitQuotes();
        page.awaitText("#link-state", "Live");
        assertThat(page.all("#token-dialog[open]")).isEmpty();
    }

    private void show(String token) {
        page.type("#token-form [name=token]", token + Keys.ENTER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void asksForATokenAndShowsQuotesWithIt(String scheme) throws IOException {
        page.visit(scheme, market.gateway());
        awaitQuestion();
        page.awaitText("#link-state", "Token needed");
        if (scheme.equals("http")) {
            page.photographAsItIs("token");
        }
        page.assertSound(); // nothing was asked for that is not answered
        show("qg_00000000000000000000000000000000");
        page.awaitText("#token-note", "The gateway does not know this token.");
        assertThat(page.console()).singleElement().asString().contains("/v1/session", "401");
        show(alice);
        awaitLive();
        Cookie cookie = Objects.requireNonNull(page.driver().manage().getCookieNamed(COOKIE));
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.isSecure()).isEqualTo(scheme.equals("https"));
        assertThat(cookie.getSameSite()).isEqualTo("Strict");
        assertThat(page.one("#token-form [name=token]").getDomProperty("value")).isEmpty();
        page.awaitText("#venue-list", "okx");
        page.awaitText("#connection-figures", scheme.equals("https") ? "WebSocket over TLS" : "WebSocket");
        page.driver().navigate().refresh();
        awaitLive();
        page.assertSound();
    }

    @Test
    void asksAgainWhenTheTokenIsRevoked() throws IOException {
        String bob = tokens.add("bob", Right.USUAL);
        page.visit("http", market.gateway());
        awaitQuestion();
        market.gateway().reloadTokens();
        show(bob);
        awaitLive();
        page.assertSound();
        tokens.revoke("bob");
        market.gateway().reloadTokens();
        awaitQuestion();
        page.awaitText("#link-state", "Token needed");
        page.driver().navigate().refresh(); // and there is a cookie that is not valid any more
        awaitQuestion();
        page.forgetConsole(); // which the console tells
        show(alice);
        awaitLive();
        page.assertSound();
    }

    @Test
    void showsWhatTheRightsOfATokenAllow() throws IOException {
        String carol = tokens.add("carol", Set.of(Right.QUOTES));
        market.gateway().reloadTokens();
        page.visit("http", market.gateway());
        awaitQuestion();
        show(carol);
        awaitLive();
        page.awaitText("#game-said", "carol has not the right that this needs: interactive");
        page.awaitText("#file-rows", "carol has not the right that this needs: files");
        assertThat(page.console()).singleElement().asString().contains("/v1/files", "403");
    }
}
