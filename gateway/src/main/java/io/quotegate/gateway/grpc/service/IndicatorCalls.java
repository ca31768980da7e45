package io.quotegate.gateway.grpc.service;

import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.quotegate.api.ErrorCode;
import io.quotegate.api.Indicator;
import io.quotegate.api.Indicators;
import io.quotegate.api.Outcome;
import io.quotegate.api.Refusal;
import io.quotegate.codec.proto.IndicatorProto;
import io.quotegate.codec.proto.v1.IndicatorRequest;
import io.quotegate.codec.proto.v1.IndicatorServiceGrpc;
import io.quotegate.codec.proto.v1.IndicatorValue;
import io.quotegate.gateway.grpc.CallErrors;
import io.quotegate.gateway.grpc.CallOutlet;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.loop.PerLoop;
import io.quotegate.service.indicators.IndicatorService;

/** {@code quotegate.v1.IndicatorService}. Any thread, but watching needs our own transport. */
public final class IndicatorCalls {
    private final IndicatorService indicators;
    private final PerLoop<Watches<IndicatorRequest, Indicators>> watches = new PerLoop<>(Watches::new);

    public IndicatorCalls(IndicatorService indicators) {
        this.indicators = indicators;
    }

    /** A unary method per indicator, and watching, which goes on for as long as the client listens. */
    public ServerServiceDefinition definition() {
        ServerServiceDefinition.Builder definition =
                ServerServiceDefinition.builder(IndicatorServiceGrpc.getServiceDescriptor());
        for (Indicator indicator : Indicator.values()) {
            definition.addMethod(
                    method(indicator),
                    ServerCalls.asyncUnaryCall((request, answer) -> one(indicator, request, answer)));
        }
        return definition
                .addMethod(IndicatorServiceGrpc.getWatchIndicatorsMethod(), new PushHandler<>(this::watch))
                .build();
    }

    private PushHandler.Push watch(
            IndicatorRequest request,
            ServerCall<IndicatorRequest, io.quotegate.codec.proto.v1.Indicators> call,
            CallOutlet outlet) {
        LoopContext loop = outlet.stream().loop();
        return watches.on(loop).open(request, () -> new IndicatorWatch(indicators, request, loop), call, outlet);
    }

    private static MethodDescriptor<IndicatorRequest, IndicatorValue> method(Indicator indicator) {
        return switch (indicator) {
            case MONEY_FLOW -> IndicatorServiceGrpc.getMoneyFlowMethod();
            case MONEY_FLOW_TEMPORAL -> IndicatorServiceGrpc.getMoneyFlowTemporalMethod();
            case MONEY_FLOW_INDEX -> IndicatorServiceGrpc.getMoneyFlowIndexMethod();
            case RETURN -> IndicatorServiceGrpc.getReturnMethod();
            case VWAP -> IndicatorServiceGrpc.getVwapMethod();
            case TWAP -> IndicatorServiceGrpc.getTwapMethod();
        };
    }

    /**
     * What {@code request} asks for.
     *
     * @throws StatusRuntimeException if it is refused
     */
    static Indicators answer(IndicatorService indicators, IndicatorRequest request) {
        return indicators.query(request.getPair(), request.getWindow()).orElseThrow(CallErrors::of);
    }

    private void one(Indicator indicator, IndicatorRequest request, StreamObserver<IndicatorValue> answer) {
        CallErrors.answer(
                indicators.query(request.getPair(), request.getWindow()).flatMap(all -> value(indicator, all)), answer);
    }

    private static Outcome<IndicatorValue> value(Indicator indicator, Indicators all) {
        Indicators.Reading reading = all.reading(indicator);
        return reading.value() == null
                ? Outcome.refused(new Refusal(ErrorCode.NO_DATA, indicator.wireName() + ": " + reading.reason()))
                : Outcome.of(IndicatorProto.message(all, reading.value()));
    }
}
