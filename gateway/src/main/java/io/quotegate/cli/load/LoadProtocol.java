package io.quotegate.cli.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.quotegate.cli.wire.ClientFrames;
import io.quotegate.cli.wire.Traffic;
import io.quotegate.cli.wire.WireConnection;
import io.quotegate.codec.websocket.WebSocketFrames;
import java.net.URI;
import java.util.Locale;

/** How a load test asks, by the scheme of its target. */
enum LoadProtocol {
    /** WebSocket: a word on any path but {@code /v1/stream}, where it is an operation. */
    WS {
        @Override
        ByteBuf request(LoadPlan plan) {
            String text = plan.target().getPath().startsWith("/v1/stream") ? OPERATION : "courses";
            return ClientFrames.webSocket(WebSocketFrames.TEXT, text.getBytes(UTF_8));
        }

        @Override
        void install(
                ChannelPipeline pipeline, LoadPlan plan, PendingRequests requests, WireConnection.Listener listener) {
            String authority = plan.target().getAuthority();
            pipeline.addLast(
                    WireConnection.webSocket(authority, path(plan.target()), plan.authorization(), requests, listener));
        }
    },
    /** GET over HTTP/1.1. */
    HTTP {
        @Override
        ByteBuf request(LoadPlan plan) {
            String head = "GET " + path(plan.target()) + " HTTP/1.1\r\nHost: "
                    + plan.target().getAuthority() + "\r\n" + plan.authorization() + "\r\n";
            return Unpooled.copiedBuffer(head, UTF_8);
        }

        @Override
        void install(
                ChannelPipeline pipeline, LoadPlan plan, PendingRequests requests, WireConnection.Listener listener) {
            pipeline.addLast(
                    new HttpResponseDecoder(),
                    new HttpObjectAggregator(MAX_HTTP_BYTES),
                    new HttpAnswers(requests, listener));
        }
    },
    /** An operation in length-prefixed frames. */
    TCP {
        @Override
        ByteBuf request(LoadPlan plan) {
            return ClientFrames.prefixed(OPERATION.getBytes(UTF_8));
        }

        @Override
        void install(
                ChannelPipeline pipeline, LoadPlan plan, PendingRequests requests, WireConnection.Listener listener) {
            Traffic traffic = plan.token() == null ? requests : new ShowingTraffic(requests, plan.token());
            pipeline.addLast(WireConnection.frames(traffic, listener));
        }
    };

    private static final String OPERATION = "{\"op\":\"quotes\"}";
    private static final int MAX_HTTP_BYTES = 16 * 1024 * 1024;

    /**
     * The protocol of {@code target}.
     *
     * @throws IllegalArgumentException if its scheme is none of them
     */
    static LoadProtocol of(URI target) {
        for (LoadProtocol protocol : values()) {
            String scheme = protocol.name().toLowerCase(Locale.ROOT);
            if (scheme.equals(target.getScheme()) || (scheme + 's').equals(target.getScheme())) {
                return protocol;
            }
        }
        throw new IllegalArgumentException(
                "--target: " + target + " (expected: ws://, http:// or tcp://, or wss://, https:// or tcps://)");
    }

    private static String path(URI target) {
        String path = target.getRawPath().isEmpty() ? "/" : target.getRawPath();
        return target.getRawQuery() == null ? path : path + '?' + target.getRawQuery();
    }

    /** The bytes of one request; to be released. */
    abstract ByteBuf request(LoadPlan plan);

    /** Makes a connection ready to ask; {@code listener} hears when it is, and when it ends. */
    abstract void install(
            ChannelPipeline pipeline, LoadPlan plan, PendingRequests requests, WireConnection.Listener listener);
}
