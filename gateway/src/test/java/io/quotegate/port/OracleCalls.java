package io.quotegate.port;

import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.internal.ThreadExecutorMap;
import io.quotegate.codec.proto.v1.GetQuoteRequest;
import io.quotegate.codec.proto.v1.Quote;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A service whose methods do what services ought not to; the same one can be served by our port and by grpc-java's. */
final class OracleCalls implements BindableService {
    static final String SERVICE = "quotegate.test.Oracle";
    static final MethodDescriptor<GetQuoteRequest, Quote> ANSWER = method("Answer", MethodDescriptor.MethodType.UNARY);
    static final MethodDescriptor<GetQuoteRequest, Quote> SLEEP = method("Sleep", MethodDescriptor.MethodType.UNARY);

    private final AtomicInteger asleep = new AtomicInteger();
    private final AtomicInteger slept = new AtomicInteger();
    private final Set<EventExecutor> loops = ConcurrentHashMap.newKeySet();

    @Override
    public ServerServiceDefinition bindService() {
        return ServerServiceDefinition.builder(SERVICE)
                .addMethod(ANSWER, ServerCalls.asyncUnaryCall(OracleCalls::answer))
                .addMethod(SLEEP, ServerCalls.asyncUnaryCall(this::sleep))
                .addMethod(unary("Throw"), ServerCalls.asyncUnaryCall((request, answer) -> {
                    throw new IllegalStateException("thrown by a test");
                }))
                .addMethod(unary("ThrowError"), ServerCalls.asyncUnaryCall((request, answer) -> {
                    throw new AssertionError("thrown by a test");
                }))
                .addMethod(unary("ThrowStatus"), ServerCalls.asyncUnaryCall((request, answer) -> {
                    throw Status.NOT_FOUND.withDescription("thrown by a test").asRuntimeException();
                }))
                .addMethod(unary("FailStatus"), ServerCalls.asyncUnaryCall((request, answer) -> {
                    answer.onError(
                            Status.NOT_FOUND.withDescription("is not\nhere: ü%").asRuntimeException());
                }))
                .addMethod(unary("FailOtherwise"), ServerCalls.asyncUnaryCall((request, answer) -> {
                    answer.onError(new IllegalStateException("told by a test"));
                }))
                .addMethod(unary("CompleteEmpty"), ServerCalls.asyncUnaryCall((request, answer) -> {
                    answer.onCompleted();
                }))
                .addMethod(unary("AnswerTwice"), ServerCalls.asyncUnaryCall((request, answer) -> {
                    answer.onNext(Quote.getDefaultInstance());
                    answer(request, answer);
                }))
                .addMethod(
                        method("ThrowAfterAnswer", MethodDescriptor.MethodType.SERVER_STREAMING),
                        ServerCalls.asyncServerStreamingCall((request, answer) -> {
                            answer.onNext(Quote.getDefaultInstance());
                            throw new IllegalStateException("thrown by a test");
                        }))
                .build();
    }

    /** Never answers. */
    private void sleep(GetQuoteRequest request, StreamObserver<Quote> answer) {
        loops.add(ThreadExecutorMap.currentExecutor());
        asleep.incrementAndGet();
        slept.incrementAndGet();
        ((ServerCallStreamObserver<Quote>) answer).setOnCancelHandler(asleep::decrementAndGet);
    }

    /** Calls that sleep now: begun and not told that they are over. */
    int asleep() {
        return asleep.get();
    }

    int slept() {
        return slept.get();
    }

    /** The event loops on which calls slept. */
    Set<EventExecutor> loops() {
        return loops;
    }

    private static void answer(GetQuoteRequest request, StreamObserver<Quote> answer) {
        answer.onNext(Quote.newBuilder().setPair(request.getPair()).build());
        answer.onCompleted();
    }

    private static MethodDescriptor<GetQuoteRequest, Quote> unary(String name) {
        return method(name, MethodDescriptor.MethodType.UNARY);
    }

    private static MethodDescriptor<GetQuoteRequest, Quote> method(String name, MethodDescriptor.MethodType type) {
        return MethodDescriptor.<GetQuoteRequest, Quote>newBuilder()
                .setType(type)
                .setFullMethodName(SERVICE + '/' + name)
                .setRequestMarshaller(ProtoUtils.marshaller(GetQuoteRequest.getDefaultInstance()))
                .setResponseMarshaller(ProtoUtils.marshaller(Quote.getDefaultInstance()))
                .build();
    }
}
