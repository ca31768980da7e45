package io.quotegate.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import io.quotegate.api.ClientRequest;
import io.quotegate.codec.proto.ProtoMessageEncoder;
import io.quotegate.codec.proto.ProtoRequestDecoder;
import io.quotegate.codec.proto.v1.ClientFrame;
import io.quotegate.codec.proto.v1.ServerFrame;
import io.quotegate.market.Instruments;
import io.quotegate.text.ByteWriter;
import java.util.Arrays;
import java.util.List;

/** Requests in Protobuf: a request or what is wrong with it, and an answer with its id that the generated classes read. */
class ProtoFuzz {
    private static final ProtoMessageEncoder ENCODER = new ProtoMessageEncoder(Instruments.of(List.of("BTC-USDT")));

    /** An unknown number that goes on behind its tenth byte is read as one, but not passed over. */
    private static final Parser<ClientFrame> KNOWN_FIELDS = DiscardUnknownFieldsParser.wrap(ClientFrame.parser());

    @FuzzTest(maxDuration = "1m")
    void requests(byte[] bytes) throws InvalidProtocolBufferException {
        ClientRequest request = new ProtoRequestDecoder().decode(bytes, 0, bytes.length);
        ByteWriter out = new ByteWriter(16);
        if (request instanceof ClientRequest.Invalid invalid) {
            ENCODER.error(out, invalid.id(), invalid.refusal());
            assertThat(out.length()).isLessThan(4_000);
        } else {
            ENCODER.pong(out, request.id());
        }
        String id = request.id() == null ? "" : request.id();
        assertThat(ServerFrame.parseFrom(out.toByteArray()).getId()).isEqualTo(id);
        compare(request, id, bytes);
    }

    private static void compare(ClientRequest request, String id, byte[] bytes) throws InvalidProtocolBufferException {
        ClientFrame frame;
        try {
            frame = KNOWN_FIELDS.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            assertThat(request).isInstanceOf(ClientRequest.Invalid.class);
            return;
        }
        if (frame.getId().length() > ClientRequest.LONGEST_ID) {
            assertThat(request).isInstanceOf(ClientRequest.Invalid.class);
            return;
        }
        assertThat(id).isEqualTo(frame.getId());
        byte[] again = frame.toByteArray();
        assertThat(new ProtoRequestDecoder().decode(again, 0, again.length)).isEqualTo(request);
        byte[] amid = Arrays.copyOf(bytes, bytes.length + 2);
        assertThat(new ProtoRequestDecoder().decode(amid, 0, bytes.length)).isEqualTo(request);
    }
}
