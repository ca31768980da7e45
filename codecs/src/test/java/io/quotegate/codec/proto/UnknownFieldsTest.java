package io.quotegate.codec.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.management.ThreadMXBean;
import io.quotegate.api.ClientRequest;
import io.quotegate.codec.proto.v1.ClientFrame;
import io.quotegate.codec.proto.v1.Ping;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What a peer sends and we do not know costs no more than its bytes. */
class UnknownFieldsTest {
    private static final int MANY = 80_000; // as many as fit a request

    private final ProtoRequestDecoder decoder = new ProtoRequestDecoder();

    private static byte[] frame() {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(ClientFrame.newBuilder()
                .setPing(Ping.getDefaultInstance())
                .build()
                .toByteArray());
        for (int i = 0; i < MANY; i++) {
            frame.writeBytes(new byte[] {(byte) 0x98, 6, 1}); // field 99, a number
        }
        return frame.toByteArray();
    }

    @Test
    void areForgottenAsTheyAreRead() throws InvalidProtocolBufferException {
        byte[] frame = frame();
        assertThat(ClientFrame.parseFrom(frame).getUnknownFields().asMap()).isNotEmpty();
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        decoder.decode(frame, 0, frame.length); // loads classes
        long before = thread.getCurrentThreadAllocatedBytes();
        assertThat(decoder.decode(frame, 0, frame.length)).isEqualTo(new ClientRequest.Ping(null));
        long known = thread.getCurrentThreadAllocatedBytes() - before;
        assertThat(ClientFrame.parseFrom(frame).hasPing()).isTrue();
        long all = thread.getCurrentThreadAllocatedBytes() - before - known;
        assertThat(all - known)
                .as("with %d bytes, beside %d", all, known)
                .isGreaterThan(8L * MANY); // each a number, at least
    }
}
