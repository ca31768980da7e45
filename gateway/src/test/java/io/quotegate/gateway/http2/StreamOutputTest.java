package io.quotegate.gateway.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.gateway.http.HttpFields;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.testkit.LeakCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class StreamOutputTest {
    private final StreamOutput.Held held = new StreamOutput.Held();
    private final StreamOutput output = new StreamOutput(10, held);

    @AfterEach
    void close() {
        output.close();
    }

    private static ByteBuf bytes(int length) {
        return Unpooled.buffer(length).writeZero(length);
    }

    @Test
    void takesNothingThatIsEmptyOrComesTooLate() {
        assertThat(output.add(bytes(0))).isFalse();
        assertThat(output.add(bytes(1))).isTrue();
        output.finish(null);
        assertThat(output.add(bytes(1))).isFalse();
        assertThat(output.isOpen()).isFalse();
        assertThat(output.bytes()).isEqualTo(1);
    }

    @Test
    void shrinksItsWindowByWhatIsTaken() {
        output.add(bytes(8));
        output.take(3).release();
        assertThat(output.window()).isEqualTo(7);
        assertThat(output.addWindow(Integer.MAX_VALUE - 7)).isTrue();
        assertThat(output.addWindow(1)).isFalse();
        assertThat(output.addWindow(-Integer.MAX_VALUE)).isTrue();
        assertThat(output.window()).isZero();
    }

    @Test
    void endsWithItsLastBytesUnlessTrailersFollow() {
        output.add(bytes(1));
        output.finish(null);
        assertThat(output.endsWithData()).isFalse();
        output.take(1).release();
        assertThat(output.endsWithData()).isTrue();
        StreamOutput withTrailers = new StreamOutput(10, held);
        withTrailers.finish(HttpFields.NONE);
        assertThat(withTrailers.endsWithData()).isFalse();
        assertThat(withTrailers.trailers()).isSameAs(HttpFields.NONE);
        assertThat(withTrailers.hasUnsent()).isTrue();
        withTrailers.ended();
        assertThat(withTrailers.hasUnsent()).isFalse();
    }

    @Test
    void hasRoomAgainForThoseWhoWaitForIt() {
        output.add(bytes(4));
        assertThat(output.hasRoomAgain(4)).as("nobody asked").isFalse();
        assertThat(output.unsentBytes()).isEqualTo(4);
        assertThat(output.hasRoomAgain(3)).isFalse();
        assertThat(output.hasRoomAgain(4)).isTrue();
        assertThat(output.hasRoomAgain(4)).as("only once").isFalse();
        output.awaitRoom();
        output.close();
        assertThat(output.hasRoomAgain(4)).isFalse();
        assertThat(output.hasUnsent()).isFalse();
    }

    @Test
    void countsWhatItHoldsWhileItWaits() {
        output.add(bytes(4));
        assertThat(held.bytes()).isZero();
        output.waiting(true);
        output.waiting(true);
        assertThat(held.bytes()).isEqualTo(4);
        output.add(bytes(3));
        assertThat(held.bytes()).isEqualTo(7);
        output.take(2).release();
        assertThat(held.bytes()).isEqualTo(5);
        output.endFor(DisconnectReason.LAPPED, (written, at) -> written.writerIndex() - at);
        assertThat(held.bytes()).isEqualTo(5);
        output.endFor(DisconnectReason.SLOW_CONSUMER, (written, at) -> written.writerIndex() - at);
        assertThat(held.bytes()).as("the rest of what was begun").isEqualTo(2);
        output.waiting(false);
        assertThat(held.bytes()).isZero();
        output.waiting(true);
        output.close();
        output.waiting(false);
        assertThat(held.bytes()).isZero();
    }
}
