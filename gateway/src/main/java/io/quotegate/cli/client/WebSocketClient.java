package io.quotegate.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotegate.text.FailureText;
import java.io.IOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** WebSocket {@code /v1/stream} by the JDK's client. */
final class WebSocketClient implements QuoteClient, JsonConversation.Carrier {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String END = "";
    private static final int UNAUTHORIZED = 401;
    private static final int UPGRADE_REQUIRED = 426;

    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final JsonConversation conversation = new JsonConversation(this);
    private final WebSocket webSocket;

    WebSocketClient(GatewayAddress gateway) throws IOException {
        URI uri = URI.create(gateway.url("ws") + "/v1/stream");
        try {
            WebSocket.Builder builder =
                    RestClient.http(gateway).newWebSocketBuilder().connectTimeout(TIMEOUT);
            if (gateway.token() != null) {
                builder.header("Authorization", "Bearer " + gateway.token());
            }
            webSocket = builder.buildAsync(uri, new Listener()).join();
        } catch (CompletionException e) {
            int status = e.getCause() instanceof WebSocketHandshakeException refused
                    ? refused.getResponse().statusCode()
                    : 0;
            throw switch (status) {
                case UNAUTHORIZED -> new RefusedException("unauthenticated", "the token is not valid");
                case UPGRADE_REQUIRED -> RefusedException.tlsRequired();
                default -> gateway.unreachable(e);
            };
        }
    }

    @Override
    public JsonNode get(String pair) throws IOException {
        return conversation.get(pair);
    }

    @Override
    public Iterable<JsonNode> all() throws IOException {
        return conversation.all();
    }

    @Override
    public void watch(List<String> pairs, Watched watched, Consumer<JsonNode> consumer) throws IOException {
        conversation.watch(pairs, watched, consumer);
    }

    @Override
    public void watchBook(String pair, int depth, Consumer<JsonNode> consumer) throws IOException {
        conversation.watchBook(pair, depth, consumer);
    }

    @Override
    public void send(String text) throws IOException {
        try {
            webSocket.sendText(text, true).join();
        } catch (CompletionException e) {
            throw new IOException("cannot send: " + FailureText.of(e), e);
        }
    }

    @Override
    public @Nullable String receive() throws IOException {
        try {
            String message = messages.take();
            webSocket.request(1);
            return message.equals(END) ? null : message;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        webSocket.abort();
    }

    /** Puts text messages together; the next is asked for when one was taken, so a slow terminal slows the gateway. */
    private final class Listener implements WebSocket.Listener {
        private final StringBuilder partial = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                messages.add(partial.toString());
                partial.setLength(0);
            } else {
                socket.request(1);
            }
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPing(WebSocket socket, java.nio.ByteBuffer message) {
            socket.request(1); // the JDK answers
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            messages.add(END);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            messages.add(END);
        }
    }
}
