package io.quotegate.gateway.grpc.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.quotegate.api.ClientRequest;
import io.quotegate.api.DeliveryMode;
import io.quotegate.api.PushChannel;
import io.quotegate.api.Refusal;
import io.quotegate.api.RejectedPair;
import io.quotegate.api.Resume;
import io.quotegate.api.SubscribeOptions;
import io.quotegate.codec.proto.ProtoRequestDecoder;
import io.quotegate.codec.proto.v1.Mode;
import io.quotegate.gateway.grpc.CallErrors;
import java.net.URLEncoder;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a call that is pushed something of the market asks for. Immutable: any thread.
 *
 * @param heartbeatNs after so long without anything a sign of life is sent; {@link Long#MAX_VALUE} for none
 */
record StreamRequest(ClientRequest.Subscribe subscribe, long heartbeatNs) {
    private static final Metadata.Key<String> INSTANCE =
            Metadata.Key.of("quotegate-instance", Metadata.ASCII_STRING_MARSHALLER);
    /** Whether what was missed follows. */
    private static final Metadata.Key<String> RECOVERED =
            Metadata.Key.of("quotegate-recovered", Metadata.ASCII_STRING_MARSHALLER);

    /** A field of the head for each pair that cannot be had: the pair, percent-encoded, and why. */
    private static final Metadata.Key<String> REJECTED =
            Metadata.Key.of("quotegate-rejected", Metadata.ASCII_STRING_MARSHALLER);

    private static final int MOST_REJECTIONS = 50;
    private static final int LEAST_HEARTBEAT_MS = 100;
    private static final int MOST_HEARTBEAT_MS = 3_600_000;

    /**
     * What the fields of a message ask for.
     *
     * @throws StatusRuntimeException if one of them cannot be
     */
    static StreamRequest of(
            PushChannel channel,
            List<String> given,
            Mode givenMode,
            int modeValue,
            SubscribeOptions options,
            int heartbeatMs) {
        List<String> pairs = given.isEmpty() ? List.of("*") : given;
        DeliveryMode mode = ProtoRequestDecoder.mode(givenMode);
        if (mode == null) {
            throw CallErrors.of(Refusal.badRequest("mode: " + modeValue + " (expected: 0 or 1)"));
        }
        if (heartbeatMs != 0 && (heartbeatMs < LEAST_HEARTBEAT_MS || heartbeatMs > MOST_HEARTBEAT_MS)) {
            throw CallErrors.of(Refusal.badRequest("heartbeat_ms: " + Integer.toUnsignedString(heartbeatMs)
                    + " (expected: 0, or " + LEAST_HEARTBEAT_MS + ".." + MOST_HEARTBEAT_MS + ')'));
        }
        ClientRequest request = ClientRequest.subscribe(null, channel.wireName(), pairs, mode, options);
        if (request instanceof ClientRequest.Subscribe subscribe) {
            long heartbeatNs = heartbeatMs == 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(heartbeatMs);
            return new StreamRequest(subscribe, heartbeatNs);
        }
        throw CallErrors.of(((ClientRequest.Invalid) request).refusal());
    }

    /** What a call is told before what it asked for: as many of {@code rejected} as a head holds. */
    static Metadata head(String instance, Resume.Outcome resumed, List<RejectedPair> rejected) {
        Metadata head = new Metadata();
        head.put(INSTANCE, instance);
        if (resumed != Resume.Outcome.NONE) {
            head.put(RECOVERED, String.valueOf(resumed == Resume.Outcome.RECOVERED));
        }
        rejected.stream()
                .limit(MOST_REJECTIONS)
                .forEach(pair -> head.put(
                        REJECTED,
                        URLEncoder.encode(pair.pair(), UTF_8)
                                + '='
                                + pair.code().wireName()));
        return head;
    }
}
