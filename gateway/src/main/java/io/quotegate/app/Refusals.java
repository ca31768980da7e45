package io.quotegate.app;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AsciiString;
import io.quotegate.api.ErrorCode;
import io.quotegate.gateway.detect.ProtocolDetectionHandler;
import io.quotegate.gateway.fanout.MessageWriter;
import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.gateway.http.HttpFields;
import io.quotegate.gateway.http.HttpProblem;
import io.quotegate.gateway.http1.Http1Server;
import io.quotegate.gateway.http2.Http2Server;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.text.ByteWriter;

/**
 * Tells a client that is not let in why, in the words of the protocol it speaks, whose handlers are never made. Confined to
 * the event loop of its connection.
 *
 * @param writer of that loop
 */
record Refusals(DisconnectReason reason, MessageWriter writer) implements ProtocolDetectionHandler.Pipelines {
    private static final int STATUS = 503;
    private static final HttpFields RETRY_LATER = HttpFields.of(HttpHeaderNames.RETRY_AFTER, AsciiString.cached("10"));

    @Override
    public void http1(ChannelPipeline pipeline, Connection connection) {
        HttpProblem problem = new HttpProblem(STATUS, ErrorCode.LIMIT, "not let in: " + reason.wireName());
        connection.end(reason, Http1Server.refusal(connection.alloc(), problem, RETRY_LATER));
    }

    @Override
    public void http2(ChannelPipeline pipeline, Connection connection) {
        ByteBuf words = Http2Server.refusal(connection.alloc(), reason.wireName());
        connection.end(reason, words);
    }

    @Override
    public void frames(ChannelPipeline pipeline, Connection connection) {
        connection.end(reason, bye(WireFormat.FRAME_JSON));
    }

    @Override
    public void json(ChannelPipeline pipeline, Connection connection) {
        connection.end(reason, bye(WireFormat.LINE_JSON));
    }

    private ByteBuf bye(WireFormat format) {
        ByteWriter payload = writer.payload();
        writer.encoder(format).bye(payload, null, reason.wireName());
        return writer.framed(format, payload);
    }
}
