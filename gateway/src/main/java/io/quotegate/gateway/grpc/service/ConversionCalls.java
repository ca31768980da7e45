package io.quotegate.gateway.grpc.service;

import static java.util.Objects.requireNonNull;

import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quotegate.api.ConversionRequest;
import io.quotegate.api.ConversionResult;
import io.quotegate.api.Outcome;
import io.quotegate.api.Refusal;
import io.quotegate.codec.proto.ConversionProto;
import io.quotegate.codec.proto.v1.Conversion;
import io.quotegate.codec.proto.v1.ConversionServiceGrpc;
import io.quotegate.codec.proto.v1.ConversionTotal;
import io.quotegate.codec.proto.v1.ConvertRequest;
import io.quotegate.gateway.grpc.CallErrors;
import io.quotegate.gateway.grpc.CallOutlet;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.loop.PerLoop;
import io.quotegate.ring.QuoteSource;
import io.quotegate.service.conversion.ConversionPlan;
import io.quotegate.service.conversion.ConversionService;
import io.quotegate.service.conversion.RunningTotal;
import org.jspecify.annotations.Nullable;

/** {@code quotegate.v1.ConversionService}. Any thread, but watching needs our own transport. */
public final class ConversionCalls extends ConversionServiceGrpc.ConversionServiceImplBase {
    private final ConversionService conversions;
    private final QuoteSource newest;
    private final PerLoop<Watches<ConversionRequest, ConversionResult>> watches = new PerLoop<>(Watches::new);

    /** @param newest the newest quotes, readable from any thread */
    public ConversionCalls(ConversionService conversions, QuoteSource newest) {
        this.conversions = conversions;
        this.newest = newest;
    }

    /** As generated, but for watching, which listens to the fan-out. */
    public ServerServiceDefinition definition() {
        ServerServiceDefinition generated = bindService();
        ServerServiceDefinition.Builder definition =
                ServerServiceDefinition.builder(ConversionServiceGrpc.getServiceDescriptor());
        generated.getMethods().stream()
                .filter(method ->
                        !method.getMethodDescriptor().equals(ConversionServiceGrpc.getWatchConversionMethod()))
                .forEach(definition::addMethod);
        return definition
                .addMethod(ConversionServiceGrpc.getWatchConversionMethod(), new PushHandler<>(this::watch))
                .build();
    }

    private PushHandler.Push watch(
            ConvertRequest request, ServerCall<ConvertRequest, Conversion> call, CallOutlet outlet) {
        ConversionPlan plan = plan(request);
        LoopContext loop = outlet.stream().loop();
        return watches.on(loop).open(plan.request(), () -> new ConversionWatch(plan, loop.fanout()), call, outlet);
    }

    private ConversionPlan plan(ConvertRequest request) {
        return conversions.plan(ConversionProto.request(request)).orElseThrow(CallErrors::of);
    }

    private Outcome<Conversion> converted(ConvertRequest request) {
        return conversions.convert(ConversionProto.request(request), newest).map(ConversionProto::message);
    }

    @Override
    public void convert(ConvertRequest request, StreamObserver<Conversion> answer) {
        CallErrors.answer(converted(request), answer);
    }

    @Override
    public StreamObserver<ConvertRequest> convertTotal(StreamObserver<ConversionTotal> answer) {
        RunningTotal total = conversions.total();
        return new StreamObserver<>() {
            private boolean ended;

            @Override
            public void onNext(ConvertRequest request) {
                end(total.add(ConversionProto.request(request), newest));
            }

            @Override
            public void onCompleted() {
                end(total.problem());
                if (!ended) {
                    answer.onNext(ConversionTotal.newBuilder()
                            .setTo(total.to())
                            .setResult(total.result())
                            .setCount(total.count())
                            .build());
                    answer.onCompleted();
                }
            }

            private void end(@Nullable Refusal refusal) {
                if (refusal != null && !ended) {
                    ended = true;
                    answer.onError(CallErrors.of(refusal));
                }
            }

            @Override
            public void onError(Throwable cause) {
                ended = true; // the client is gone
            }
        };
    }

    @Override
    public StreamObserver<ConvertRequest> convertEach(StreamObserver<Conversion> answer) {
        ServerCallStreamObserver<Conversion> paced = (ServerCallStreamObserver<Conversion>) requireNonNull(answer);
        paced.disableAutoRequest();
        Pace pace = new Pace(paced);
        paced.setOnReadyHandler(pace::next);
        return new StreamObserver<>() {
            @Override
            public void onNext(ConvertRequest request) {
                converted(request)
                        .onAnswer(answer::onNext)
                        .onRefusal(refusal -> answer.onNext(ConversionProto.refused(request, refusal)));
                pace.answered();
            }

            @Override
            public void onCompleted() {
                answer.onCompleted();
            }

            @Override
            public void onError(Throwable cause) {} // the client is gone
        };
    }

    /** Asks for the next amount when the client takes its answer, so that one that reads nothing sends no more. */
    private static final class Pace {
        private final ServerCallStreamObserver<?> call;
        private boolean asked;

        Pace(ServerCallStreamObserver<?> call) {
            this.call = call;
        }

        void answered() {
            asked = false;
            next();
        }

        void next() {
            if (!asked && call.isReady()) {
                asked = true;
                call.request(1);
            }
        }
    }
}
