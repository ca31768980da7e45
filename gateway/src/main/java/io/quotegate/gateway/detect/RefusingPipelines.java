package io.quotegate.gateway.detect;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelPipeline;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.DisconnectReason;

/**
 * Tells a client that is not let in why, in the words of the protocol it speaks, whose handlers are never made. Immutable:
 * any thread.
 */
public final class RefusingPipelines implements ProtocolDetectionHandler.Pipelines {
    private static final int RETRY_AFTER_S = 10;
    private static final byte[] SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0}; // RFC 9113 §6.5: what a server says first
    private static final int GOAWAY = 7; // §6.8
    private static final int GOAWAY_BYTES = 8; // before its words
    private static final int ENHANCE_YOUR_CALM = 0xb; // §7

    private final DisconnectReason reason;

    public RefusingPipelines(DisconnectReason reason) {
        this.reason = reason;
    }

    private void end(Connection connection, ByteBuf words) {
        connection.end(reason, words);
    }

    private static ByteBuf ascii(String words) {
        return Unpooled.copiedBuffer(words, US_ASCII);
    }

    private String bye() {
        return "{\"event\":\"bye\",\"reason\":\"" + reason.wireName() + "\"}";
    }

    @Override
    public void http1(ChannelPipeline pipeline, Connection connection) {
        String body = "{\"title\":\"Service Unavailable\",\"status\":503,\"code\":\"limit\",\"detail\":\"not let in: "
                + reason.wireName() + "\"}";
        String answer = "HTTP/1.1 503 Service Unavailable\r\nretry-after: " + RETRY_AFTER_S
                + "\r\nconnection: close\r\ncontent-type: application/problem+json\r\ncontent-length: " + body.length()
                + "\r\n\r\n" + body;
        end(connection, ascii(answer));
    }

    @Override
    public void http2(ChannelPipeline pipeline, Connection connection) {
        byte[] words = reason.wireName().getBytes(US_ASCII);
        ByteBuf bytes = Unpooled.buffer();
        bytes.writeBytes(SETTINGS);
        bytes.writeMedium(GOAWAY_BYTES + words.length)
                .writeByte(GOAWAY)
                .writeByte(0)
                .writeInt(0);
        bytes.writeInt(0).writeInt(ENHANCE_YOUR_CALM).writeBytes(words);
        end(connection, bytes);
    }

    @Override
    public void frames(ChannelPipeline pipeline, Connection connection) {
        String bye = bye();
        end(connection, Unpooled.buffer().writeInt(bye.length()).writeBytes(bye.getBytes(US_ASCII)));
    }

    @Override
    public void json(ChannelPipeline pipeline, Connection connection) {
        end(connection, ascii(bye() + '\n'));
    }
}
