package io.quotegate.cli.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.testkit.EverySplit;
import org.junit.jupiter.api.Test;

class UpgradeReaderTest {
    private static final String ANSWER = "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\n\r\n";

    @Test
    void stopsBehindTheHeadWhereverItIsCut() {
        EverySplit.of((ANSWER + "rest").getBytes(US_ASCII), (pieces, cut) -> {
            UpgradeReader reader = new UpgradeReader();
            StringBuilder rest = new StringBuilder();
            boolean done = false;
            for (ByteBuf piece : pieces) {
                done = done || reader.read(piece);
                rest.append(piece.toString(US_ASCII));
                piece.release();
            }
            assertThat(done).as(cut).isTrue();
            assertThat(rest.toString()).as(cut).isEqualTo("rest");
        });
    }

    @Test
    void refusesAnyOtherAnswer() {
        ByteBuf in = Unpooled.copiedBuffer("HTTP/1.1 404 Not Found\r\n\r\n", US_ASCII);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UpgradeReader().read(in))
                .withMessageContaining("404 Not Found");
        in.release();
    }
}
