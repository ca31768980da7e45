package io.quotegate.gateway.grpc;

import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Decompressor;
import io.grpc.InternalServer;
import io.grpc.Metadata;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.quotegate.codec.grpc.GrpcTimeout;
import io.quotegate.gateway.exchange.Exchange;
import io.quotegate.gateway.exchange.ExchangeHandler;
import io.quotegate.gateway.exchange.SelectiveRouter;
import io.quotegate.gateway.session.Protocol;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Answers calls of gRPC and gRPC-Web, and what browsers ask before they make one. Any thread. */
public final class GrpcServer implements SelectiveRouter {
    private static final String PREFLIGHT_SECONDS = "86400";

    private final ServiceRegistry services;
    private final Context root;

    public GrpcServer(ServiceRegistry services) {
        this.services = services;
        root = Context.ROOT.withValue(InternalServer.SERVER_CONTEXT_KEY, services);
    }

    @Override
    public boolean takes(CharSequence method, CharSequence path, @Nullable CharSequence contentType) {
        return Variant.of(contentType) != null || (!isGet(method) && services.method(path.toString()) != null);
    }

    private static boolean isGet(CharSequence method) {
        return HttpMethod.GET.asciiName().contentEquals(method);
    }

    @Override
    public ExchangeHandler open(Exchange exchange, Http2Headers request, boolean bodyFollows) {
        CharSequence type = request.get(HttpHeaderNames.CONTENT_TYPE);
        String method = String.valueOf(request.method());
        Variant variant = Variant.of(type);
        exchange.loop().metrics().requests.increment();
        if (method.equals(HttpMethod.OPTIONS.name())) {
            return preflight(exchange, request);
        }
        if (!method.equals(HttpMethod.POST.name())) {
            return refuse(exchange, "405", "method: " + method + " (expected: POST)");
        }
        if (variant == null) {
            return refuse(exchange, "415", "content-type: " + type + " (expected: application/grpc)");
        }
        if (!variant.isWeb() && !exchange.carriesTrailers()) {
            return refuse(exchange, "415", "content-type: " + type + " (expected over HTTP/1.1: application/grpc-web)");
        }
        return call(exchange, request, variant);
    }

    private static ExchangeHandler refuse(Exchange exchange, String httpStatus, String why) {
        AnswerWriter.refuse(exchange, httpStatus, Status.INTERNAL.withDescription(why));
        return new RefusedCall(exchange);
    }

    /**
     * A browser asks whether another site's page may call. Quotes are no secret of the user's, and no credentials come
     * along, so every page may.
     *
     * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch, CORS protocol</a>
     */
    private static ExchangeHandler preflight(Exchange exchange, Http2Headers request) {
        Http2Headers head = new DefaultHttp2Headers(false, 8)
                .status("204")
                .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, HttpMethod.POST.asciiName())
                .set(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, PREFLIGHT_SECONDS);
        CharSequence wanted = request.get(HttpHeaderNames.ACCESS_CONTROL_REQUEST_HEADERS);
        if (wanted != null) {
            head.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, wanted);
        }
        exchange.finish(head);
        return new RefusedCall(exchange);
    }

    private ExchangeHandler call(Exchange exchange, Http2Headers request, Variant variant) {
        exchange.speak(Protocol.GRPC);
        AnswerWriter answer = new AnswerWriter(exchange, variant);
        String path = String.valueOf(request.path());
        ServerMethodDefinition<?, ?> method = services.method(path);
        if (method == null) {
            return end(exchange, answer, Status.UNIMPLEMENTED, "Method not found: " + path.substring(1));
        }
        CallHead head = new CallHead(request);
        String encoding = head.encoding();
        Decompressor decompressor = CallHead.isPlain(encoding) ? null : CallHead.decompressor(encoding);
        if (decompressor == null && !CallHead.isPlain(encoding)) {
            String why = "grpc-encoding: " + encoding + " (expected: gzip or identity)";
            return end(exchange, answer, Status.UNIMPLEMENTED, why);
        }
        long timeoutNs = head.timeout() == null ? Long.MAX_VALUE : GrpcTimeout.parseNs(head.timeout());
        if (timeoutNs == GrpcTimeout.MALFORMED) {
            String why = "grpc-timeout: " + head.timeout() + " (expected: at most 8 digits and one of HMSmun)";
            return end(exchange, answer, Status.INVALID_ARGUMENT, why);
        }
        Metadata metadata;
        try {
            metadata = MetadataHeads.metadata(request);
        } catch (IllegalArgumentException e) {
            return end(exchange, answer, Status.INVALID_ARGUMENT, "metadata: a -bin value that is not Base64");
        }
        return start(exchange, method, variant, decompressor, head, metadata, timeoutNs);
    }

    private static ExchangeHandler end(Exchange exchange, AnswerWriter answer, Status status, String why) {
        answer.end(status.withDescription(why), new Metadata());
        return new RefusedCall(exchange);
    }

    private <ReqT, RespT> ExchangeHandler start(
            Exchange exchange,
            ServerMethodDefinition<ReqT, RespT> method,
            Variant variant,
            @Nullable Decompressor decompressor,
            CallHead head,
            Metadata metadata,
            long timeoutNs) {
        Context.CancellableContext context = timeoutNs == Long.MAX_VALUE
                ? root.withCancellation()
                : root.withDeadline(
                        Deadline.after(timeoutNs, TimeUnit.NANOSECONDS),
                        exchange.connection().channel().eventLoop());
        CallStream<ReqT> stream =
                new CallStream<>(exchange, method.getMethodDescriptor(), variant, decompressor, context);
        if (timeoutNs != Long.MAX_VALUE) {
            context.addListener(ended -> stream.onContextEnd(ended.cancellationCause()), Runnable::run);
        }
        GrpcCall<ReqT, RespT> call = new GrpcCall<>(stream, method.getMethodDescriptor(), head);
        stream.start(method.getServerCallHandler(), call, metadata);
        return stream;
    }
}
