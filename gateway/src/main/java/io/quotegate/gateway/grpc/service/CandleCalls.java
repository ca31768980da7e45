package io.quotegate.gateway.grpc.service;

import io.grpc.BindableService;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.quotegate.api.PushChannel;
import io.quotegate.api.SubscribeOptions;
import io.quotegate.codec.proto.HistoryProto;
import io.quotegate.codec.proto.ProtoRequestDecoder;
import io.quotegate.codec.proto.v1.CandleList;
import io.quotegate.codec.proto.v1.CandleServiceGrpc;
import io.quotegate.codec.proto.v1.CandlesRequest;
import io.quotegate.codec.proto.v1.StreamCandlesRequest;
import io.quotegate.gateway.grpc.CallErrors;
import io.quotegate.gateway.grpc.CallOutlet;
import io.quotegate.gateway.grpc.EncodedMessage;
import io.quotegate.service.history.HistoryService;
import io.quotegate.service.quotes.QuoteService;

/**
 * {@code quotegate.v1.CandleService}; streams ride on the fan-out, so that a candle is encoded once for all of them. Any
 * thread, but streams need our own transport.
 */
public final class CandleCalls implements BindableService {
    private final HistoryService history;
    private final QuoteService quotes;

    public CandleCalls(HistoryService history, QuoteService quotes) {
        this.history = history;
        this.quotes = quotes;
    }

    @Override
    public ServerServiceDefinition bindService() {
        return EncodedService.of(
                CandleServiceGrpc.getServiceDescriptor(),
                ServerMethodDefinition.create(
                        CandleServiceGrpc.getListCandlesMethod(), ServerCalls.asyncUnaryCall(this::list)),
                ServerMethodDefinition.create(
                        EncodedMessage.answersOf(CandleServiceGrpc.getStreamCandlesMethod()),
                        new PushHandler<>(this::stream)));
    }

    private void list(CandlesRequest request, StreamObserver<CandleList> answer) {
        CallErrors.answer(
                history.candles(HistoryProto.request(request))
                        .map(list -> HistoryProto.list(list.candles(), list.interval())),
                answer);
    }

    private PushHandler.Push stream(
            StreamCandlesRequest request, ServerCall<StreamCandlesRequest, byte[]> call, CallOutlet outlet) {
        StreamRequest asked = StreamRequest.of(
                PushChannel.CANDLES,
                request.getPairsList(),
                request.getMode(),
                request.getModeValue(),
                SubscribeOptions.of(request.getPartial(), request.getIntervalMs())
                        .after(request.getHistory())
                        .resuming(request.hasResume() ? ProtoRequestDecoder.resume(request.getResume()) : null),
                request.getHeartbeatMs());
        return MarketStream.begin(call, outlet, asked, quotes, history);
    }
}
