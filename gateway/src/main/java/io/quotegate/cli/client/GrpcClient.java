package io.quotegate.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.quotegate.codec.proto.v1.GetQuoteRequest;
import io.quotegate.codec.proto.v1.ListQuotesRequest;
import io.quotegate.codec.proto.v1.Quote;
import io.quotegate.codec.proto.v1.QuoteServiceGrpc;
import io.quotegate.codec.proto.v1.Resume;
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

    private final String target;
    private final ManagedChannel channel;
    private final QuoteServiceGrpc.QuoteServiceBlockingStub quotes;

    GrpcClient(GatewayAddress gateway) throws IOException {
        target = gateway.hostAndPort();
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
            return json(quotes.withDeadlineAfter(TIMEOUT_S, TimeUnit.SECONDS)
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
                all.add(json(quote));
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
                ObjectNode quote = json(pushed.next());
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
        return new IOException(
                switch (status.getCode()) {
                    case UNAVAILABLE -> "cannot connect to " + target + ": " + why(status);
                    case DEADLINE_EXCEEDED -> "no answer from " + target + " within " + TIMEOUT_S + " s";
                    case CANCELLED -> "interrupted";
                    default -> "the call failed: " + why(status);
                },
                e);
    }

    private static String why(Status status) {
        return status.getCause() == null ? String.valueOf(status.getDescription()) : FailureText.of(status.getCause());
    }

    /** As the gateway spells it in JSON. */
    private static ObjectNode json(Quote quote) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("pair", quote.getPair()).put("venue", quote.getVenue());
        json.put("bid", quote.hasBid() ? quote.getBid() : null);
        json.put("bidSize", quote.hasBidSize() ? quote.getBidSize() : null);
        json.put("ask", quote.hasAsk() ? quote.getAsk() : null);
        json.put("askSize", quote.hasAskSize() ? quote.getAskSize() : null);
        json.put("last", quote.hasLast() ? quote.getLast() : null);
        json.put("lastSize", quote.hasLastSize() ? quote.getLastSize() : null);
        json.put("exchangeTime", quote.hasExchangeTime() ? quote.getExchangeTime() : null);
        json.put("receiveTime", quote.getReceiveTime()).put("seq", quote.getSeq());
        json.put("stale", quote.getStale()).put("simulated", quote.getSimulated());
        if (quote.hasDrops()) {
            json.put("drops", quote.getDrops());
        }
        return json;
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
