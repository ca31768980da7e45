package io.quotegate.bench.wire.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quotegate.text.ByteWriter;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;

/**
 * Jetty's WebSocket server: one selector, one acceptor; a publishing thread sends a text to each session, whose queue is
 * bounded by {@code maxOutgoingFrames}, beyond which Jetty fails the send.
 */
final class JettyPeer implements Peer {
    private static final int BACKLOG = 4096;

    private final Set<Session> subscribers = ConcurrentHashMap.newKeySet();

    @Override
    public Ports start(PeerOptions options, Publisher publisher) throws Exception {
        Server server = new Server();
        HttpConfiguration http = new HttpConfiguration();
        ServerConnector connector = new ServerConnector(
                server, 1, 1, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setAcceptQueueSize(BACKLOG);
        server.addConnector(connector);
        if (options.role() == PeerOptions.Role.CALL) {
            server.setHandler(new JettyQuotes());
            server.start();
            return new Ports(connector.getLocalPort(), 0);
        }
        boolean answers = options.role() == PeerOptions.Role.ANSWER;
        WebSocketUpgradeHandler webSockets = WebSocketUpgradeHandler.from(server, container -> {
            container.setIdleTimeout(Duration.ZERO);
            container.setMaxOutgoingFrames(MAX_UNSENT_MESSAGES);
            container.addMapping("/*", (request, response, callback) -> answers ? new Answers() : new Subscription());
        });
        webSockets.setHandler(new JettyQuotes());
        server.setHandler(webSockets);
        server.start();
        if (!answers) {
            Callback sent = Callback.from(() -> {}, failure -> publisher.dropped(1));
            PublisherThread.start(publisher, push -> publish(push, sent));
        }
        return new Ports(connector.getLocalPort(), 0);
    }

    private void publish(ByteWriter push, Callback sent) {
        String text = new String(push.array(), 0, push.length(), US_ASCII);
        for (Session subscriber : subscribers) {
            subscriber.sendText(text, sent);
        }
    }

    /** Any message subscribes to everything. */
    public final class Subscription implements Session.Listener.AutoDemanding {
        private @Nullable Session session;

        @Override
        public void onWebSocketOpen(Session opened) {
            session = opened;
        }

        @Override
        public void onWebSocketText(String message) {
            if (session != null) {
                subscribers.add(session);
            }
        }

        @Override
        public void onWebSocketClose(int code, @Nullable String reason, Callback callback) {
            if (session != null) {
                subscribers.remove(session);
            }
            callback.succeed();
        }
    }

    /** Answers every text. */
    public static final class Answers implements Session.Listener.AutoDemanding {
        private @Nullable Session session;

        @Override
        public void onWebSocketOpen(Session opened) {
            session = opened;
        }

        @Override
        public void onWebSocketText(String message) {
            if (session != null) {
                session.sendText(ANSWER, Callback.NOOP);
            }
        }
    }
}
