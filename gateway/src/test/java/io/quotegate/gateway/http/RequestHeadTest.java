package io.quotegate.gateway.http;

import static io.quotegate.gateway.http.RecordingStream.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.AsciiString;
import org.junit.jupiter.api.Test;

class RequestHeadTest {
    @Test
    void takesAPlainPathAsItIs() {
        RequestHead head = get("/v1/quotes/BTC-USDT+1");
        assertThat(head.path()).isEqualTo("/v1/quotes/BTC-USDT+1").isSameAs(head.target());
        assertThat(head.query()).isEmpty();
        assertThat(head.query("a")).isNull();
    }

    @Test
    void decodesPathAndQuery() {
        RequestHead head = get("/a%2Fb%20c?pairs=A,B&mode=a%6cl&mode=x&empty=&plus=a+b");
        assertThat(head.path()).isEqualTo("/a/b c");
        assertThat(head.query("pairs")).isEqualTo("A,B");
        assertThat(head.query("mode")).isEqualTo("all");
        assertThat(head.query("empty")).isEmpty();
        assertThat(head.query("plus")).isEqualTo("a b");
        assertThat(head.query("none")).isNull();
        assertThat(head.target()).endsWith("&plus=a+b");
    }

    @Test
    void hasNoPathIfAnythingIsEscapedWrongly() {
        assertThat(get("/%zz").path()).isNull();
        assertThat(get("/a?b=%").path()).isNull();
    }

    @Test
    void saysWhatItIs() {
        RequestHead head = get("/a?b", "x", "y");
        assertThat(head).hasToString("GET /a?b");
        assertThat((CharSequence) head.field(AsciiString.of("x"))).hasToString("y");
        assertThat((CharSequence) head.authority()).hasToString("a");
        assertThat(head.protocol()).isNull();
    }
}
