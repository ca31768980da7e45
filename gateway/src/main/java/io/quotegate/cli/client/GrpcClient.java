package io.quotegate.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.quotegate.codec.proto.v1.BookServiceGrpc;
import io.quotegate.codec.proto.v1.GetQuoteRequest;
import io.quotegate.codec.proto.v1.ListQuotesRequest;
import io.quotegate.codec.proto.v1.Quote;
import io.quotegate.codec.proto.v1.QuoteServiceGrpc;
import io.quotegate.codec.proto.v1.Resume;
import io.quotegate.codec.proto.v1.StreamBooksRequest;
import io.quotegate.codec.proto.v1.StreamQuotesRequest;
import io.quotegate.text.FailureText;
import io.quotegate.tls.ClientTls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** gRPC by grpc-java's client. */
final class GrpcClient implements QuoteClient {
    private static final int TIMEOUT_S = 5;
    /** Named by every refusal, because several codes share a status. */
    private static final Metadata.Key<String> CODE =
            Metadata.Key.of("quotegate-code", Metadata.ASCII_STRING_MARSHALLER);

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private static final Metadata.Key<String> INSTANCE =
            Metadata.Key.of("quotegate-instance", Metadata.ASCII_STRING_MARSHALLER);

    private static final Metadata.Key<String> RECOVERED =
            Metadata.Key.of("quotegate-recovered", Metadata.ASCII_STRING_MARSHALLER);

    private final GatewayAddress gateway;
    private final ManagedChannel channel;
    private final QuoteServiceGrpc.QuoteServiceBlockingStub quotes;

    GrpcClient(GatewayAddress gateway) throws IOException {
        this.gateway = gateway;
        OkHttpChannelBuilder builder = OkHttpChannelBuilder.forAddress(gateway.host(), gateway.port());
        ClientTls tls = gateway.tls();
        if (tls == null) {
            builder.usePlaintext();
        } else {
            builder.sslSocketFactory(tls.context().getSocketFactory());
            if (tls.believing()) {
                builder.hostnameVerifier((host, session) -> true); // it looks at the name whoever is believed
            }
        }
        if (gateway.token() != null) {
            Metadata head = new Metadata();
            head.put(AUTHORIZATION, "Bearer " + gateway.token());
            builder.intercept(MetadataUtils.newAttachHeadersInterceptor(head));
        }
        channel = builder.build();
        quotes = QuoteServiceGrpc.newBlockingStub(channel);
    }

    @Override
    public JsonNode get(String pair) throws IOException {
        try {
            return ProtoJson.quote(quotes.withDeadlineAfter(TIMEOUT_S, TimeUnit.SECONDS)
                    .getQuote(GetQuoteRequest.newBuilder().setPair(pair).build()));
        } catch (StatusRuntimeException e) {
            throw failure(e);
        }
    }

    @Override
    public Iterable<JsonNode> all() throws IOException {
        try {
            List<JsonNode> all = new ArrayList<>();
            for (Quote quote : quotes.withDeadlineAfter(TIMEOUT_S, TimeUnit.SECONDS)
                    .listQuotes(ListQuotesRequest.getDefaultInstance())
                    .getQuotesList()) {
                all.add(ProtoJson.quote(quote));
            }
            return all;
        } catch (StatusRuntimeException e) {
            throw failure(e);
        }
    }

    @Override
    public void watch(List<String> pairs, Watched watched, Consumer<JsonNode> consumer) throws IOException {
        try {
            StreamQuotesRequest.Builder request =
                    StreamQuotesRequest.newBuilder().addAllPairs(pairs);
            if (!watched.isNew()) {
                request.setResume(
                        Resume.newBuilder().setInstance(watched.instance()).putAllSeq(watched.seqs()));
            }
            AtomicReference<@Nullable Metadata> head = new AtomicReference<>();
            Iterator<Quote> pushed = quotes.withInterceptors(
                            MetadataUtils.newCaptureMetadataInterceptor(head, new AtomicReference<>()))
                    .streamQuotes(request.build());
            for (boolean begun = false; pushed.hasNext(); begun = true) {
                JsonNode quote = ProtoJson.quote(pushed.next());
                if (!begun) {
                    begins(watched, head.get());
                }
                watched.came(quote);
                consumer.accept(quote);
            }
        } catch (StatusRuntimeException e) {
            throw failure(e);
        }
    }

    @Override
    public void watchBook(String pair, int depth, Consumer<JsonNode> consumer) throws IOException {
        try {
            BookServiceGrpc.newBlockingStub(channel)
                    .streamBooks(StreamBooksRequest.newBuilder()
                            .addPairs(pair)
                            .setDepth(depth)
                            .build())
                    .forEachRemaining(book -> consumer.accept(ProtoJson.book(book)));
        } catch (StatusRuntimeException e) {
            throw failure(e);
        }
    }

    private static void begins(Watched watched, @Nullable Metadata head) {
        String instance = head == null ? null : head.get(INSTANCE);
        if (head != null && instance != null) {
            watched.begins(instance, "true".equals(head.get(RECOVERED)));
        }
    }

    /** A refusal is the gateway's answer; anything else is a connection that failed. */
    private IOException failure(StatusRuntimeException e) {
        Status status = e.getStatus();
        String code = e.getTrailers() == null ? null : e.getTrailers().get(CODE);
        if (code != null) {
            return new RefusedException(code, String.valueOf(status.getDescription()));
        }
        return switch (status.getCode()) {
            case UNAVAILABLE -> gateway.unreachable(why(status), e);
            case DEADLINE_EXCEEDED ->
                new IOException("no answer from " + gateway.hostAndPort() + " within " + TIMEOUT_S + " s", e);
            case CANCELLED -> new IOException("interrupted", e);
            default -> new IOException("the call failed: " + why(status), e);
        };
    }

    private static String why(Status status) {
        return status.getCause() == null ? String.valueOf(status.getDescription()) : FailureText.of(status.getCause());
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
