package io.quotegate.gateway.http;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.quotegate.gateway.session.Connection;

/** Where HTTP/1.1 leads to HTTP/2, without knowing it. Any thread. */
@FunctionalInterface
public interface Http2Door {
    /**
     * Adds the handlers before the tail of {@code pipeline} and has {@code request}, which has no body, answered as
     * stream 1.
     *
     * @param settings the client's
     */
    void enter(ChannelPipeline pipeline, Connection connection, Http2Settings settings, Http2Headers request);
}
