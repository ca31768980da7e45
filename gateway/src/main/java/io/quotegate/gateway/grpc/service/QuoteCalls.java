package io.quotegate.gateway.grpc.service;

import io.grpc.BindableService;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.netty.util.concurrent.FastThreadLocal;
import io.quotegate.api.PushChannel;
import io.quotegate.api.Refusal;
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
import io.quotegate.service.history.HistoryService;
import io.quotegate.service.quotes.QuoteService;
import io.quotegate.text.ByteWriter;

/**
 * {@code quotegate.v1.QuoteService}. Quotes are encoded without the generated class, which makes an object of every
 * field; streams ride on the fan-out, so that a quote is encoded once for all of them. Any thread, but streams need our
 * own transport.
 */
public final class QuoteCalls implements BindableService {
    private final QuoteService quotes;
    private final HistoryService history;
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

    public QuoteCalls(QuoteService quotes, HistoryService history) {
        this.history = history;
        this.quotes = quotes;
    }

    @Override
    public ServerServiceDefinition bindService() {
        return EncodedService.of(
                QuoteServiceGrpc.getServiceDescriptor(),
                ServerMethodDefinition.create(
                        EncodedMessage.answersOf(QuoteServiceGrpc.getGetQuoteMethod()),
                        ServerCalls.asyncUnaryCall(this::get)),
                ServerMethodDefinition.create(
                        EncodedMessage.answersOf(QuoteServiceGrpc.getListQuotesMethod()),
                        ServerCalls.asyncUnaryCall(this::list)),
                ServerMethodDefinition.create(
                        EncodedMessage.answersOf(QuoteServiceGrpc.getStreamQuotesMethod()),
                        new PushHandler<>(this::stream)));
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
        StreamRequest asked = StreamRequest.of(
                PushChannel.QUOTES,
                request.getPairsList(),
                request.getMode(),
                request.getModeValue(),
                SubscribeOptions.of(request.getPartial(), request.getIntervalMs())
                        .resuming(request.hasResume() ? ProtoRequestDecoder.resume(request.getResume()) : null),
                request.getHeartbeatMs());
        return MarketStream.begin(call, outlet, asked, quotes, history);
    }
}
