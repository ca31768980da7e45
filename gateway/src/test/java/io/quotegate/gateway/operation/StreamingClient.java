package io.quotegate.gateway.operation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.codec.json.JsonRequestDecoder;
import io.quotegate.codec.proto.ProtoRequestDecoder;
import io.quotegate.codec.proto.v1.ClientFrame;
import io.quotegate.gateway.auth.Callers;
import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.gateway.loop.TestLoop;
import io.quotegate.gateway.session.RecordingOutlet;
import java.util.List;

/** A client of the operations whose requests are carried out at once; what it is pushed comes when the loop turns. */
final class StreamingClient {
    final RecordingOutlet outlet = new RecordingOutlet();
    final ClientOperations operations;

    private final RequestDecoders decoders = new RequestDecoders(new JsonRequestDecoder(64), new ProtoRequestDecoder());

    StreamingClient(TestLoop loop, Services services) {
        operations = new ClientOperations(outlet, Callers.anybody().own(), loop.context, services);
    }

    /** Sends a request in JSON, with apostrophes for quotes, as {@code format} frames it. */
    void send(WireFormat format, String json) {
        byte[] bytes = json.replace('\'', '"').getBytes(UTF_8);
        operations.perform(decoders.decode(format, bytes, 0, bytes.length), format);
    }

    void send(WireFormat format, ClientFrame.Builder frame) {
        byte[] bytes = frame.build().toByteArray();
        operations.perform(decoders.decode(format, bytes, 0, bytes.length), format);
    }

    /** Sends a request as bare JSON, and returns what was written then, with apostrophes for quotes. */
    List<String> ask(String json) {
        send(WireFormat.LINE_JSON, json);
        return heard();
    }

    /** The lines written since this was asked last, with apostrophes for quotes. */
    List<String> heard() {
        return outlet.text().stream()
                .map(line -> line.replace('"', '\'').strip())
                .toList();
    }
}
