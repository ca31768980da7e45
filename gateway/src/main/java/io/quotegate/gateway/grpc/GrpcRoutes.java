package io.quotegate.gateway.grpc;

import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Decompressor;
import io.grpc.InternalServer;
import io.grpc.Metadata;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import io.quotegate.api.Refusal;
import io.quotegate.codec.grpc.GrpcTimeout;
import io.quotegate.gateway.http.HttpEndpoint;
import io.quotegate.gateway.http.HttpFields;
import io.quotegate.gateway.http.HttpRoutes;
import io.quotegate.gateway.http.HttpStream;
import io.quotegate.gateway.http.RequestHead;
import io.quotegate.gateway.http.ResponseHead;
import io.quotegate.gateway.http.Route;
import io.quotegate.gateway.http.StreamListener;
import io.quotegate.gateway.session.Protocol;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Answers calls of gRPC and gRPC-Web, and what browsers ask before they make one. Any thread. */
public final class GrpcRoutes {
    private static final AsciiString PREFLIGHT_SECONDS = AsciiString.cached("86400");
    private static final List<HttpMethod> METHODS = List.of(HttpMethod.POST, HttpMethod.OPTIONS);

    private static final Status HEAD_TOO_LARGE = Status.RESOURCE_EXHAUSTED.withDescription(
            "metadata (expected: at most " + RequestHead.MAX_BYTES + " bytes)");
    private static final HttpFields ALLOWED = HttpFields.of(HttpHeaderNames.ALLOW, AsciiString.cached("POST, OPTIONS"));

    private final ServiceRegistry services;
    private final Context root;

    public GrpcRoutes(ServiceRegistry services) {
        this.services = services;
        root = Context.ROOT.withValue(InternalServer.SERVER_CONTEXT_KEY, services);
    }

    /** Adds a route for each method, and for calls of methods that there are not, to {@code routes}. */
    public void addTo(HttpRoutes routes) {
        services.methods()
                .forEach((path, method) -> routes.add(Route.of(
                        path,
                        METHODS,
                        services.right(path),
                        null,
                        "A call of gRPC or gRPC-Web.",
                        new Endpoint(method))));
        routes.addForLargeHeads(GrpcRoutes::largeHead);
        routes.addForContentType(type -> Variant.of(type) != null, new Endpoint(null));
    }

    /** Of one method; null for calls of methods that there are not. */
    private final class Endpoint implements HttpEndpoint {
        private final @Nullable ServerMethodDefinition<?, ?> method;

        Endpoint(@Nullable ServerMethodDefinition<?, ?> method) {
            this.method = method;
        }

        @Override
        public StreamListener open(HttpStream stream, RequestHead request, String parameter) {
            return GrpcRoutes.this.open(stream, request, method);
        }

        /** As calls are answered, for those that are calls. */
        @Override
        public StreamListener refuse(HttpStream stream, RequestHead request, Refusal refusal) {
            Variant variant = Variant.of(request.field(HttpHeaderNames.CONTENT_TYPE));
            if (variant == null || (!variant.isWeb() && !stream.carriesTrailers())) {
                return HttpEndpoint.super.refuse(stream, request, refusal);
            }
            stream.speak(Protocol.GRPC);
            StatusRuntimeException error = CallErrors.of(refusal);
            Metadata trailers = Objects.requireNonNullElseGet(error.getTrailers(), Metadata::new);
            new AnswerWriter(stream, variant).end(error.getStatus(), trailers);
            return StreamListener.ANSWERED;
        }
    }

    private static @Nullable ResponseHead largeHead(CharSequence type) {
        Variant variant = Variant.of(type);
        return variant == null ? null : AnswerWriter.refusal(variant, HEAD_TOO_LARGE);
    }

    /** @param method null if there is none of that path */
    private StreamListener open(HttpStream stream, RequestHead request, @Nullable ServerMethodDefinition<?, ?> method) {
        if (request.method().equals(HttpMethod.OPTIONS)) {
            return preflight(stream, request);
        }
        if (!request.method().equals(HttpMethod.POST)) {
            String why = "method: " + request.method() + " (expected: POST)";
            return refuse(stream, HttpResponseStatus.METHOD_NOT_ALLOWED, why, ALLOWED);
        }
        AsciiString type = request.field(HttpHeaderNames.CONTENT_TYPE);
        Variant variant = Variant.of(type);
        if (variant == null) {
            return refuseType(stream, type, ": application/grpc");
        }
        if (!variant.isWeb() && !stream.carriesTrailers()) {
            return refuseType(stream, type, " over HTTP/1.1: application/grpc-web");
        }
        return call(stream, request, method, variant);
    }

    private static StreamListener refuseType(HttpStream stream, @Nullable AsciiString type, String expected) {
        String why = "content-type: " + type + " (expected" + expected + ')';
        return refuse(stream, HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE, why, HttpFields.NONE);
    }

    private static StreamListener refuse(HttpStream stream, HttpResponseStatus status, String why, HttpFields more) {
        AnswerWriter.refuse(stream, status, Status.INTERNAL.withDescription(why), more);
        return StreamListener.ANSWERED;
    }

    /**
     * A browser asks whether another site's page may call, which was found to be allowed: what it is told of that, all
     * answers tell.
     *
     * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch, CORS protocol</a>
     */
    private static StreamListener preflight(HttpStream stream, RequestHead request) {
        HttpFields.Builder fields = HttpFields.builder(4)
                .addAll(ALLOWED)
                .add(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, HttpMethod.POST.asciiName())
                .add(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, PREFLIGHT_SECONDS);
        AsciiString wanted = request.field(HttpHeaderNames.ACCESS_CONTROL_REQUEST_HEADERS);
        if (wanted != null) {
            fields.add(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, wanted);
        }
        stream.respond(new ResponseHead(HttpResponseStatus.NO_CONTENT, fields.build()), Unpooled.EMPTY_BUFFER);
        return StreamListener.ANSWERED;
    }

    private StreamListener call(
            HttpStream stream, RequestHead request, @Nullable ServerMethodDefinition<?, ?> method, Variant variant) {
        stream.speak(Protocol.GRPC);
        AnswerWriter answer = new AnswerWriter(stream, variant);
        if (method == null) {
            String name = request.target().substring(1);
            return end(answer, Status.UNIMPLEMENTED, "Method not found: " + name);
        }
        CallHead head = new CallHead(request);
        String encoding = head.encoding();
        Decompressor decompressor = CallHead.isPlain(encoding) ? null : CallHead.decompressor(encoding);
        if (decompressor == null && !CallHead.isPlain(encoding)) {
            String why = "grpc-encoding: " + encoding + " (expected: gzip or identity)";
            return end(answer, Status.UNIMPLEMENTED, why);
        }
        long timeoutNs = head.timeout() == null ? Long.MAX_VALUE : GrpcTimeout.parseNs(head.timeout());
        if (timeoutNs == GrpcTimeout.MALFORMED) {
            String why = "grpc-timeout: " + head.timeout() + " (expected: at most 8 digits and one of HMSmun)";
            return end(answer, Status.INVALID_ARGUMENT, why);
        }
        Metadata metadata;
        try {
            metadata = MetadataHeads.metadata(request.fields());
        } catch (IllegalArgumentException e) {
            return end(answer, Status.INVALID_ARGUMENT, "metadata: " + e.getMessage());
        }
        return start(stream, method, variant, decompressor, head, metadata, timeoutNs);
    }

    private static StreamListener end(AnswerWriter answer, Status status, String why) {
        answer.end(status.withDescription(why), new Metadata());
        return StreamListener.ANSWERED;
    }

    private <ReqT, RespT> StreamListener start(
            HttpStream stream,
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
                        stream.loop().eventLoop());
        CallStream<ReqT> answering =
                new CallStream<>(stream, method.getMethodDescriptor(), variant, decompressor, context);
        if (timeoutNs != Long.MAX_VALUE) {
            context.addListener(ended -> answering.onContextEnd(ended.cancellationCause()), Runnable::run);
        }
        GrpcCall<ReqT, RespT> call = new GrpcCall<>(answering, method.getMethodDescriptor(), head);
        answering.start(method.getServerCallHandler(), call, metadata);
        return answering;
    }
}
