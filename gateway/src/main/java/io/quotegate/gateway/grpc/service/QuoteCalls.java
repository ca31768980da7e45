package io.quotegate.gateway.grpc.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.netty.util.concurrent.FastThreadLocal;
import io.quotegate.api.ClientRequest;
import io.quotegate.api.DeliveryMode;
import io.quotegate.api.PushChannel;
import io.quotegate.api.Refusal;
import io.quotegate.api.RejectedPair;
import io.quotegate.api.SubscribeOptions;
import io.quotegate.codec.proto.ProtoRequestDecoder;
import io.quotegate.codec.proto.QuoteProto;
import io.quotegate.codec.proto.v1.GetQuoteRequest;
import io.quotegate.codec.proto.v1.ListQuotesRequest;
import io.quotegate.codec.proto.v1.QuoteServiceGrpc;
import io.quotegate.codec.proto.v1.StreamQuotesRequest;
import io.quotegate.gateway.grpc.CallErrors;
import io.quotegate.gateway.grpc.CallOutlet;
import io.quotegate.gateway.grpc.EncodedMessage;
import io.quotegate.market.Instrument;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.service.quotes.QuoteService;
import io.quotegate.text.ByteWriter;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * {@code quotegate.v1.QuoteService}. Quotes are encoded without the generated class, which makes an object of every
 * field; streams ride on the fan-out, so that a quote is encoded once for all of them. Any thread, but streams need our
 * own transport.
 */
public final class QuoteCalls implements BindableService {
    /** A field of the head for each pair that cannot be had: the pair, percent-encoded, and why. */
    private static final Metadata.Key<String> REJECTED =
            Metadata.Key.of("quotegate-rejected", Metadata.ASCII_STRING_MARSHALLER);

    private static final int MOST_REJECTIONS = 50;
    private static final int LEAST_HEARTBEAT_MS = 100;
    private static final int MOST_HEARTBEAT_MS = 3_600_000;

    private final QuoteService quotes;
    private final FastThreadLocal<Workspace> workspace = new FastThreadLocal<>() {
        @Override
        protected Workspace initialValue() {
            return new Workspace(
                    new QuoteProto(quotes.instruments()),
                    QuoteService.scratch(),
                    new ByteWriter(512),
                    new ByteWriter(512));
        }
    };

    private record Workspace(QuoteProto proto, QuoteFlyweight quote, ByteWriter one, ByteWriter list) {}

    public QuoteCalls(QuoteService quotes) {
        this.quotes = quotes;
    }

    @Override
    public ServerServiceDefinition bindService() {
        MethodDescriptor<GetQuoteRequest, byte[]> get = encoded(QuoteServiceGrpc.getGetQuoteMethod());
        MethodDescriptor<ListQuotesRequest, byte[]> list = encoded(QuoteServiceGrpc.getListQuotesMethod());
        MethodDescriptor<StreamQuotesRequest, byte[]> stream = encoded(QuoteServiceGrpc.getStreamQuotesMethod());
        ServiceDescriptor described = QuoteServiceGrpc.getServiceDescriptor();
        ServiceDescriptor descriptor = ServiceDescriptor.newBuilder(described.getName())
                .setSchemaDescriptor(described.getSchemaDescriptor())
                .addMethod(get)
                .addMethod(list)
                .addMethod(stream)
                .build();
        return ServerServiceDefinition.builder(descriptor)
                .addMethod(get, ServerCalls.asyncUnaryCall(this::get))
                .addMethod(list, ServerCalls.asyncUnaryCall(this::list))
                .addMethod(stream, new PushHandler<>(this::stream))
                .build();
    }

    private static <ReqT> MethodDescriptor<ReqT, byte[]> encoded(MethodDescriptor<ReqT, ?> method) {
        return method.toBuilder(method.getRequestMarshaller(), EncodedMessage.MARSHALLER)
                .build();
    }

    private void get(GetQuoteRequest request, StreamObserver<byte[]> answer) {
        Workspace work = workspace.get();
        Refusal refusal =
                quotes.quote(request.getPair(), quotes.newest(), work.quote()).refusal();
        if (refusal != null) {
            answer.onError(CallErrors.of(refusal));
        } else { // by hand, for this is the call that robots make all day
            work.proto().fields(work.one().clear(), work.quote(), 0);
            answer.onNext(work.one().toByteArray());
            answer.onCompleted();
        }
    }

    private void list(ListQuotesRequest request, StreamObserver<byte[]> answer) {
        Workspace work = workspace.get();
        work.list().clear();
        for (Instrument pair : quotes.instruments().all()) {
            if (quotes.newest().read(pair.id(), work.quote())) {
                work.proto().fields(work.one().clear(), work.quote(), 0);
                QuoteProto.listEntry(work.list(), work.one());
            }
        }
        answer.onNext(work.list().toByteArray());
        answer.onCompleted();
    }

    private PushHandler.Push stream(
            StreamQuotesRequest request, ServerCall<StreamQuotesRequest, byte[]> call, CallOutlet outlet) {
        List<String> pairs = request.getPairsCount() == 0 ? List.of("*") : request.getPairsList();
        DeliveryMode mode = ProtoRequestDecoder.mode(request.getMode());
        if (mode == null) {
            throw CallErrors.of(Refusal.badRequest("mode: " + request.getModeValue() + " (expected: 0 or 1)"));
        }
        int heartbeatMs = request.getHeartbeatMs();
        if (heartbeatMs != 0 && (heartbeatMs < LEAST_HEARTBEAT_MS || heartbeatMs > MOST_HEARTBEAT_MS)) {
            throw CallErrors.of(Refusal.badRequest("heartbeat_ms: " + Integer.toUnsignedString(heartbeatMs)
                    + " (expected: 0, or " + LEAST_HEARTBEAT_MS + ".." + MOST_HEARTBEAT_MS + ')'));
        }
        SubscribeOptions options = SubscribeOptions.of(request.getPartial(), request.getIntervalMs());
        if (ClientRequest.subscribe(null, PushChannel.QUOTES.wireName(), pairs, mode, options)
                instanceof ClientRequest.Invalid invalid) {
            throw CallErrors.of(invalid.refusal());
        }
        List<RejectedPair> rejected = new ArrayList<>(0);
        BitSet ids = quotes.served(pairs, options, rejected).orElseThrow(CallErrors::of);
        call.sendHeaders(rejections(rejected));
        return QuoteStream.begin(call, outlet, ids, mode, options.intervalMs(), heartbeatMs);
    }

    /** As many of them as a head holds. */
    private static Metadata rejections(List<RejectedPair> rejected) {
        Metadata head = new Metadata();
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
