package io.quotegate.port;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.reflection.v1.ListServiceResponse;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** A client that knows nothing of our services but what reflection tells it. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrpcReflectionIT {
    private static final String[] SERVICES = {
        "quotegate.v1.QuoteService",
        "quotegate.v1.BookService",
        "quotegate.v1.CandleService",
        "quotegate.v1.ConversionService",
        "quotegate.v1.FileService",
        "quotegate.v1.ChatService",
        "quotegate.v1.GameService",
        "quotegate.v1.IndicatorService",
        "grpc.health.v1.Health",
        "grpc.reflection.v1.ServerReflection",
        "grpc.reflection.v1alpha.ServerReflection"
    };

    private SimulatedMarket market;
    private ManagedChannel channel;

    @BeforeAll
    void start() throws IOException {
        market = new SimulatedMarket(500);
        channel = GrpcIT.channel(market.gateway());
    }

    @AfterAll
    void stop() {
        channel.shutdownNow();
        market.close();
    }

    /** The first answer of a call. */
    private static final class First<T> implements StreamObserver<T> {
        final CompletableFuture<T> answer = new CompletableFuture<>();

        @Override
        public void onNext(T next) {
            answer.complete(next);
        }

        @Override
        public void onError(Throwable cause) {
            answer.completeExceptionally(cause);
        }

        @Override
        public void onCompleted() {
            answer.completeExceptionally(new IllegalStateException("no answer"));
        }

        T get() throws Exception {
            return answer.get(60, TimeUnit.SECONDS);
        }
    }

    private ServerReflectionResponse ask(ServerReflectionRequest request) throws Exception {
        First<ServerReflectionResponse> first = new First<>();
        StreamObserver<ServerReflectionRequest> call =
                ServerReflectionGrpc.newStub(channel).serverReflectionInfo(first);
        call.onNext(request);
        ServerReflectionResponse answer = first.get();
        call.onCompleted();
        return answer;
    }

    @Test
    void listsEveryService() throws Exception {
        ListServiceResponse listed = ask(ServerReflectionRequest.newBuilder()
                        .setListServices("")
                        .build())
                .getListServicesResponse();
        assertThat(listed.getServiceList()).extracting(ServiceResponse::getName).containsExactlyInAnyOrder(SERVICES);
    }

    @Test
    @SuppressWarnings("deprecation")
    void listsEveryServiceToOlderClients() throws Exception {
        First<io.grpc.reflection.v1alpha.ServerReflectionResponse> first = new First<>();
        var call =
                io.grpc.reflection.v1alpha.ServerReflectionGrpc.newStub(channel).serverReflectionInfo(first);
        call.onNext(io.grpc.reflection.v1alpha.ServerReflectionRequest.newBuilder()
                .setListServices("")
                .build());
        assertThat(first.get().getListServicesResponse().getServiceList())
                .extracting(io.grpc.reflection.v1alpha.ServiceResponse::getName)
                .containsExactlyInAnyOrder(SERVICES);
        call.onCompleted();
    }

    @Test
    void describesAMethodSoThatItCanBeCalled() throws Exception {
        FileDescriptor file = describe("quotegate.v1.QuoteService");
        MethodDescriptor get = file.findServiceByName("QuoteService").findMethodByName("GetQuote");
        Descriptor asked = get.getInputType();
        DynamicMessage request = DynamicMessage.newBuilder(asked)
                .setField(asked.findFieldByName("pair"), "BTC-USDT")
                .build();
        DynamicMessage answer = ClientCalls.blockingUnaryCall(channel, callable(get), CallOptions.DEFAULT, request);
        Descriptor quote = get.getOutputType();
        assertThat(answer.getField(quote.findFieldByName("pair"))).isEqualTo("BTC-USDT");
        assertThat(answer.getField(quote.findFieldByName("simulated"))).isEqualTo(true);
        assertThat(answer.getField(quote.findFieldByName("bid")).toString()).matches("[0-9.]+");
        assertThat(answer.getUnknownFields().asMap()).isEmpty();
        assertThat(file.findServiceByName("QuoteService").getMethods())
                .extracting(MethodDescriptor::getName)
                .containsExactly("GetQuote", "ListQuotes", "StreamQuotes");
    }

    @Test
    void describesConversions() throws Exception {
        assertThat(describe("quotegate.v1.ConversionService")
                        .findServiceByName("ConversionService")
                        .getMethods())
                .extracting(MethodDescriptor::getName)
                .containsExactly("Convert", "WatchConversion", "ConvertTotal", "ConvertEach");
    }

    private static io.grpc.MethodDescriptor<DynamicMessage, DynamicMessage> callable(MethodDescriptor method) {
        return io.grpc.MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
                .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(method.getService().getFullName() + '/' + method.getName())
                .setRequestMarshaller(ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getInputType())))
                .setResponseMarshaller(ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getOutputType())))
                .build();
    }

    /** The file that describes {@code symbol}, put together from what the gateway tells. */
    private FileDescriptor describe(String symbol) throws Exception {
        List<ByteString> told = ask(ServerReflectionRequest.newBuilder()
                        .setFileContainingSymbol(symbol)
                        .build())
                .getFileDescriptorResponse()
                .getFileDescriptorProtoList();
        Map<String, FileDescriptorProto> files = new HashMap<>();
        for (ByteString file : told) {
            FileDescriptorProto parsed = parse(file);
            files.put(parsed.getName(), parsed);
        }
        return build(parse(told.get(0)), files);
    }

    private static FileDescriptorProto parse(ByteString file) throws InvalidProtocolBufferException {
        return FileDescriptorProto.parseFrom(file);
    }

    private static FileDescriptor build(FileDescriptorProto file, Map<String, FileDescriptorProto> files)
            throws Exception {
        FileDescriptor[] needed = new FileDescriptor[file.getDependencyCount()];
        for (int i = 0; i < needed.length; i++) {
            needed[i] = build(requireNonNull(files.get(file.getDependency(i))), files);
        }
        return FileDescriptor.buildFrom(file, needed);
    }
}
