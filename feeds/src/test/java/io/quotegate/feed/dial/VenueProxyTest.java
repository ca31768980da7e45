package io.quotegate.feed.dial;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VenueProxyTest {
    @Test
    void isSpelledAsAUrl() {
        assertThat(VenueProxy.parse("http://squid.lan:3128"))
                .isEqualTo(new VenueProxy(VenueProxy.Kind.HTTP, "squid.lan", 3128, null, null));
        assertThat(VenueProxy.parse("socks5://me:a%3Ab%40c+d@127.0.0.1:1080/"))
                .isEqualTo(new VenueProxy(VenueProxy.Kind.SOCKS5, "127.0.0.1", 1080, "me", "a:b@c+d"));
        assertThat(VenueProxy.parse("http://me@h:1")).isEqualTo(new VenueProxy(VenueProxy.Kind.HTTP, "h", 1, "me", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "squid:3128",
                "https://h:1",
                "http://h",
                "http://h:0",
                "http://h:65536",
                "http://h:1/x",
                "http://h:1?x",
                "http://h:1#x",
                "http://:p@h:1",
                "http:// :1"
            })
    void isNothingElse(String text) {
        assertThat(VenueProxy.parse(text)).isNull();
    }

    @Test
    void keepsItsCredentialsToItself() {
        VenueProxy proxy = VenueProxy.parse("http://hush:secret@h:1");
        assertThat(proxy).hasToString("http://h:1");
        assertThat(new Route(URI.create("wss://v/ws"), proxy)).hasToString("wss://v/ws through http://h:1");
    }
}
