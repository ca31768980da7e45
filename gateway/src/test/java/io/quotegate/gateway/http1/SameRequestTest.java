package io.quotegate.gateway.http1;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class SameRequestTest {
    private static final String HEAD = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    private final SameRequest same = new SameRequest();
    private final Http1Request made = Http1Request.UNREADABLE;

    private static ByteBuf in(String text) {
        return Unpooled.copiedBuffer(text, US_ASCII);
    }

    private void read(String head) {
        ByteBuf in = in(head);
        in.skipBytes(head.length());
        same.note(in, 0);
    }

    @Test
    void takesWhatItKnowsAndNoMore() {
        assertThat(same.take(in(HEAD))).isNull();
        read(HEAD);
        assertThat(same.take(in(HEAD))).as("nothing made of it yet").isNull();
        same.remember(made);
        ByteBuf in = in(HEAD + HEAD + "GE");
        assertThat(same.take(in)).isSameAs(made);
        assertThat(same.take(in)).isSameAs(made);
        assertThat(same.take(in)).isNull();
        assertThat(in.toString(US_ASCII)).isEqualTo("GE");
    }

    @Test
    void leavesWhatIsNotThatInEveryByte() {
        read(HEAD);
        same.remember(made);
        for (int i = 0; i < HEAD.length(); i++) {
            ByteBuf other = in(HEAD).setByte(i, HEAD.charAt(i) ^ 1);
            assertThat(same.take(other)).as("byte %d", i).isNull();
            assertThat(other.readerIndex()).isZero();
            assertThat(same.take(in(HEAD.substring(0, i)))).isNull();
        }
    }

    @Test
    void remembersOnlyWhatWasReadJustBefore() {
        read(HEAD);
        same.pass();
        same.remember(made);
        assertThat(same.take(in(HEAD))).isNull();
    }

    @Test
    void keepsNoLongHead() {
        String large = HEAD.replace("a", "a".repeat(500));
        read(large);
        same.remember(made);
        assertThat(same.take(in(large))).isNull();
        read(HEAD);
        same.remember(made);
        assertThat(same.take(in(HEAD))).isSameAs(made);
    }
}
