package io.quotegate.gateway.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.codec.grpc.GrpcMessageReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VariantTest {
    @ParameterizedTest
    @EnumSource
    void tellsMessagesApartThatWereWrittenInOneGo(Variant variant) {
        ByteBuf written = Unpooled.buffer().writeBytes(new byte[3]); // of something else
        List<Integer> starts = new ArrayList<>();
        for (int length : List.of(0, 1, 2, 3, 4, 255, 70_000)) {
            byte[] framed = ByteBuffer.allocate(GrpcMessageReader.HEADER_BYTES + length)
                    .put((byte) 0)
                    .putInt(length)
                    .array();
            starts.add(written.writerIndex());
            written.writeBytes(variant == Variant.WEB_TEXT ? Base64.getEncoder().encode(framed) : framed);
        }
        List<Integer> found = new ArrayList<>();
        for (int at = 3; at < written.writerIndex(); at += variant.messageBytes(written, at)) {
            found.add(at);
        }
        assertThat(found).isEqualTo(starts);
    }
}
