package io.quotegate.bench.wire.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quotegate.text.ByteWriter;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Vert.x: one verticle on one event loop of the native transport, a text message written to each socket whose queue is
 * not full.
 */
final class VertxPeer implements Peer {
    @Override
    public Ports start(PeerOptions options, Publisher publisher) throws Exception {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
        Server server = new Server(options.role(), publisher);
        vertx.deployVerticle(server).toCompletionStage().toCompletableFuture().get();
        return new Ports(server.port, 0);
    }

    /** Confined to its event loop, except {@code port}. */
    private static final class Server extends VerticleBase {
        private final PeerOptions.Role role;
        private final Publisher publisher;
        private final Set<ServerWebSocket> subscribers = new LinkedHashSet<>();
        private final Buffer quote = Buffer.buffer(QUOTE);

        private volatile int port;

        Server(PeerOptions.Role role, Publisher publisher) {
            this.role = role;
            this.publisher = publisher;
        }

        @Override
        public Future<?> start() {
            if (role == PeerOptions.Role.PUBLISH) {
                vertx.setPeriodic(1, timer -> publisher.tick(this::publish));
            }
            return vertx.createHttpServer(
                            new HttpServerOptions().setTcpNoDelay(true).setAcceptBacklog(4096))
                    .webSocketHandler(this::serve)
                    .requestHandler(request -> request.response()
                            .putHeader("content-type", "application/json")
                            .end(quote))
                    .listen(0, "127.0.0.1")
                    .onSuccess(this::listening);
        }

        private void listening(HttpServer server) {
            port = server.actualPort();
        }

        private void serve(ServerWebSocket socket) {
            if (role == PeerOptions.Role.ANSWER) {
                socket.textMessageHandler(text -> socket.writeTextMessage(ANSWER));
                return;
            }
            socket.setWriteQueueMaxSize(MAX_UNSENT_BYTES);
            socket.textMessageHandler(text -> subscribers.add(socket));
            socket.closeHandler(closed -> subscribers.remove(socket));
        }

        private void publish(ByteWriter push) {
            String text = new String(push.array(), 0, push.length(), US_ASCII);
            for (ServerWebSocket subscriber : subscribers) {
                if (subscriber.writeQueueFull()) {
                    publisher.dropped(1);
                } else {
                    subscriber.writeTextMessage(text);
                }
            }
        }
    }
}
