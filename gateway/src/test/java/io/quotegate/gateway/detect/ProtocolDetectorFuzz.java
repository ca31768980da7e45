package io.quotegate.gateway.detect;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** The first bytes of a connection: what they were once taken for stands, whatever follows, and takes few of them. */
class ProtocolDetectorFuzz {
    private static final int MOST_NEEDED = 66;

    @FuzzTest(maxDuration = "1m")
    void opening(byte[] bytes) {
        Detection detection = Detection.NEED_MORE_BYTES;
        for (int length = 0; length <= Math.min(bytes.length, 2 * MOST_NEEDED); length++) {
            ByteBuf in = Unpooled.wrappedBuffer(bytes, 0, length);
            Detection next = ProtocolDetector.detect(in);
            assertThat(in.readableBytes()).as("nothing consumed").isEqualTo(length);
            if (detection != Detection.NEED_MORE_BYTES) {
                assertThat(next).isEqualTo(detection);
            }
            assertThat(next == Detection.NEED_MORE_BYTES && length >= MOST_NEEDED)
                    .isFalse();
            detection = next;
        }
    }
}
