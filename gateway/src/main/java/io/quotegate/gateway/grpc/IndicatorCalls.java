package io.quotegate.gateway.grpc;

import io.grpc.ServerServiceDefinition;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.quotegate.codec.ErrorCode;
import io.quotegate.codec.Indicator;
import io.quotegate.codec.Indicators;
import io.quotegate.codec.proto.IndicatorProto;
import io.quotegate.codec.proto.v1.IndicatorRequest;
import io.quotegate.codec.proto.v1.IndicatorServiceGrpc;
import io.quotegate.codec.proto.v1.IndicatorValue;
import io.quotegate.service.indicators.IndicatorOutcome.Answered;
import io.quotegate.service.indicators.IndicatorOutcome.Refused;
import io.quotegate.service.indicators.IndicatorService;

/** {@code quotegate.v1.IndicatorService}. Any thread, but watching needs our own transport. */
public final class IndicatorCalls extends IndicatorServiceGrpc.IndicatorServiceImplBase {
    private final IndicatorService indicators;

    public IndicatorCalls(IndicatorService indicators) {
        this.indicators = indicators;
    }

    /** As generated, but for watching, which goes on for as long as the client listens. */
    public ServerServiceDefinition definition() {
        ServerServiceDefinition generated = bindService();
        ServerServiceDefinition.Builder definition =
                ServerServiceDefinition.builder(IndicatorServiceGrpc.getServiceDescriptor());
        generated.getMethods().stream()
                .filter(method -> !method.getMethodDescriptor().equals(IndicatorServiceGrpc.getWatchIndicatorsMethod()))
                .forEach(definition::addMethod);
        return definition
                .addMethod(
                        IndicatorServiceGrpc.getWatchIndicatorsMethod(),
                        new PushHandler<>(
                                (request, call, outlet) -> IndicatorWatch.open(indicators, request, call, outlet)))
                .build();
    }

    /**
     * What {@code request} asks for.
     *
     * @throws StatusRuntimeException if it is refused
     */
    static Indicators answer(IndicatorService indicators, IndicatorRequest request) {
        var outcome = indicators.query(request.getPair(), request.getWindow());
        if (outcome instanceof Refused refused) {
            throw CallErrors.of(refused.code(), refused.message());
        }
        return ((Answered) outcome).indicators();
    }

    @Override
    public void moneyFlow(IndicatorRequest request, StreamObserver<IndicatorValue> answer) {
        one(Indicator.MONEY_FLOW, request, answer);
    }

    @Override
    public void moneyFlowTemporal(IndicatorRequest request, StreamObserver<IndicatorValue> answer) {
        one(Indicator.MONEY_FLOW_TEMPORAL, request, answer);
    }

    @Override
    public void moneyFlowIndex(IndicatorRequest request, StreamObserver<IndicatorValue> answer) {
        one(Indicator.MONEY_FLOW_INDEX, request, answer);
    }

    @Override
    public void return_(IndicatorRequest request, StreamObserver<IndicatorValue> answer) {
        one(Indicator.RETURN, request, answer);
    }

    @Override
    public void vwap(IndicatorRequest request, StreamObserver<IndicatorValue> answer) {
        one(Indicator.VWAP, request, answer);
    }

    @Override
    public void twap(IndicatorRequest request, StreamObserver<IndicatorValue> answer) {
        one(Indicator.TWAP, request, answer);
    }

    private void one(Indicator indicator, IndicatorRequest request, StreamObserver<IndicatorValue> answer) {
        try {
            Indicators all = answer(indicators, request);
            Indicators.Reading reading = all.reading(indicator);
            if (reading.value() == null) {
                throw CallErrors.of(ErrorCode.NO_DATA, indicator.wireName() + ": " + reading.reason());
            }
            answer.onNext(IndicatorProto.message(all, reading.value()));
            answer.onCompleted();
        } catch (StatusRuntimeException e) {
            answer.onError(e);
        }
    }
}
