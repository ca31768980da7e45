package io.quotegate.cluster;

import io.aeron.ChannelUri;
import io.aeron.ChannelUriStringBuilder;
import io.aeron.CommonContext;

/**
 * The channels of the streams, made of the one that is configured. Where that names a control port, by which gateways are
 * sent a copy each, every stream has one of its own: the next ones. What the channel does not say is said for it: flow is
 * controlled by the fastest, so that no gateway slows another, and terms are small. Stateless: any thread.
 */
final class ClusterChannels {
    private static final int TERM_BYTES = 1024 * 1024;
    private static final String FASTEST = "max";

    private ClusterChannels() {}

    /** Where a feed node publishes {@code stream}. */
    static String publication(String channel, ClusterStream stream) {
        ChannelUri uri = shifted(channel, stream);
        ChannelUriStringBuilder builder = new ChannelUriStringBuilder(uri);
        if (uri.isUdp() && builder.flowControl() == null && isShared(uri)) {
            builder.flowControl(FASTEST);
        }
        if (builder.termLength() == null) {
            builder.termLength(TERM_BYTES);
        }
        return builder.build();
    }

    /** Where a gateway is sent {@code stream}. */
    static String subscription(String channel, ClusterStream stream) {
        ChannelUri uri = shifted(channel, stream);
        ChannelUriStringBuilder builder = new ChannelUriStringBuilder(uri);
        String control = builder.controlEndpoint();
        if (control != null && builder.endpoint() == null) {
            builder.endpoint(control.startsWith("[") ? "[::]:0" : "0.0.0.0:0");
        }
        return builder.build();
    }

    /** Where gateways ask, and a feed node listens to them. */
    static String requests(String channel) {
        ChannelUri uri = ChannelUri.parse(channel);
        String control = uri.get(CommonContext.MDC_CONTROL_PARAM_NAME);
        if (control == null) {
            return new ChannelUriStringBuilder(uri).termLength(TERM_BYTES).build();
        }
        return new ChannelUriStringBuilder()
                .media(CommonContext.UDP_MEDIA)
                .endpoint(shift(control, ClusterStream.REQUESTS.ordinal()))
                .termLength(TERM_BYTES)
                .build();
    }

    private static boolean isShared(ChannelUri uri) {
        String endpoint = uri.get(CommonContext.ENDPOINT_PARAM_NAME);
        return uri.get(CommonContext.MDC_CONTROL_PARAM_NAME) != null || (endpoint != null && isMulticast(endpoint));
    }

    private static boolean isMulticast(String endpoint) {
        return endpoint.matches("2(2[4-9]|3[0-9])\\..*") || endpoint.regionMatches(true, 0, "[ff", 0, 3);
    }

    private static ChannelUri shifted(String channel, ClusterStream stream) {
        ChannelUri uri = ChannelUri.parse(channel);
        String control = uri.get(CommonContext.MDC_CONTROL_PARAM_NAME);
        if (control != null) {
            uri.put(CommonContext.MDC_CONTROL_PARAM_NAME, shift(control, stream.ordinal()));
        }
        return uri;
    }

    private static String shift(String hostAndPort, int by) {
        return hostAndPort.substring(0, hostAndPort.lastIndexOf(':') + 1) + (port(hostAndPort) + by);
    }

    private static int port(String hostAndPort) {
        return Integer.parseInt(hostAndPort.substring(hostAndPort.lastIndexOf(':') + 1));
    }
}
