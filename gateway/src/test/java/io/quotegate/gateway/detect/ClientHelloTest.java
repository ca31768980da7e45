package io.quotegate.gateway.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class ClientHelloTest {
    /** A message of {@code length} bytes behind its header, in records of {@code record} bytes. */
    private static ByteBuf hello(int length, int record) {
        ByteBuf message = Unpooled.buffer().writeByte(1).writeMedium(length).writeZero(length);
        ByteBuf records = Unpooled.buffer();
        while (message.isReadable()) {
            int next = Math.min(record, message.readableBytes());
            records.writeByte(22).writeShort(0x0301).writeShort(next).writeBytes(message, next);
        }
        return records;
    }

    @Test
    void isWholeWithItsLastByteHoweverItIsCutIntoRecords() {
        for (int record : new int[] {1, 3, 4, 5, 100, 204}) {
            ByteBuf hello = hello(200, record);
            for (int have = 0; have < hello.readableBytes(); have++) {
                assertThat(ClientHello.stateOf(hello.slice(0, have)))
                        .as("%d bytes in records of %d", have, record)
                        .isEqualTo(ClientHello.State.INCOMPLETE);
            }
            assertThat(ClientHello.stateOf(hello)).isEqualTo(ClientHello.State.WHOLE);
        }
    }

    @Test
    void isTooLargeAsSoonAsItSaysSo() {
        assertThat(ClientHello.stateOf(hello(16 * 1024 - 4, 16_000))).isEqualTo(ClientHello.State.WHOLE);
        assertThat(ClientHello.stateOf(hello(16 * 1024 - 3, 16_000).slice(0, 9)))
                .isEqualTo(ClientHello.State.TOO_LARGE);
    }

    @Test
    void isNothingElse() {
        byte[][] others = {
            {22, 3, 1, 0, 4, 2, 0, 0, 0}, // a ServerHello
            {22, 3, 1, 0, 0}, // nothing
            {22, 3, 1, 0x7F, 0, 1}, // longer than a record may be
            {22, 3, 1, 0, 1, 1, 23, 3, 1, 0, 1, 0} // another record amid it
        };
        for (byte[] other : others) {
            assertThat(ClientHello.stateOf(Unpooled.wrappedBuffer(other))).isEqualTo(ClientHello.State.INVALID);
        }
    }
}
