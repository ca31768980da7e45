package io.quotegate.gateway.http2;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2FrameReader;
import io.netty.handler.codec.http2.Http2FrameWriter;
import io.netty.handler.codec.http2.Http2HeadersEncoder;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.ConnectionSweeper;

/**
 * Netty's codec of one HTTP/2 connection, with our reader, sender and checks in their places. Confined to its event loop.
 *
 * @param streamKey the property of a stream that is its {@link ServerStream}
 */
record Http2Codec(
        Http2ConnectionDecoder decoder,
        HeadDecoder heads,
        Http2ConnectionEncoder encoder,
        Http2Connection.PropertyKey streamKey,
        FrameBuffer frames,
        StreamSender sender,
        StreamHistory history,
        FloodGuard guard,
        CheckedFrameReader reader) {
    static Http2Codec of(Connection carrier, ConnectionSweeper clock) {
        Http2Connection http2 = new DefaultHttp2Connection(true);
        http2.remote().maxActiveStreams(Http2Limits.STREAMS);
        Http2Connection.PropertyKey streamKey = http2.newKey();
        StreamHistory history = new StreamHistory();
        FloodGuard guard = new FloodGuard(clock);
        Http2HeadersEncoder answers = new DefaultHttp2HeadersEncoder(Http2HeadersEncoder.NEVER_SENSITIVE, true);
        FrameBuffer frames = new FrameBuffer(answers, carrier);
        Http2FrameWriter writer = new OrderedFrameWriter(new DefaultHttp2FrameWriter(answers), frames);
        StreamSender sender = new StreamSender(http2, streamKey, frames, writer.configuration(), guard);
        http2.remote().flowController(sender);
        Http2ConnectionEncoder encoder = new DefaultHttp2ConnectionEncoder(http2, writer);
        HeadDecoder heads = new HeadDecoder();
        Http2FrameReader frameReader = new DefaultHttp2FrameReader(heads, Http2Limits.CONTINUATIONS);
        CheckedFrameReader reader = new CheckedFrameReader(frameReader, carrier, http2, history, guard);
        Http2ConnectionDecoder decoder = new DefaultHttp2ConnectionDecoder(http2, encoder, reader);
        return new Http2Codec(decoder, heads, encoder, streamKey, frames, sender, history, guard, reader);
    }

    /** What was read, with index 0 where it begins: Netty looks for the preface there, wherever it is. */
    Object fromItsStart(Object message) {
        return decoder.prefaceReceived() ? message : ((ByteBuf) message).slice();
    }
}
