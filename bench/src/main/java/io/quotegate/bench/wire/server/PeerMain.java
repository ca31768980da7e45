package io.quotegate.bench.wire.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;

/**
 * The process of one peer. Its argument are {@link PeerOptions} as JSON; it prints {@code NAME listens on
 * 127.0.0.1:PORT}, perhaps {@code NAME takes frames on 127.0.0.1:PORT}, answers {@code stats} on its input with {@link PeerStats}, and ends when its input does.
 */
public final class PeerMain {
    private PeerMain() {}

    public static void main(String[] arguments) throws Exception {
        ObjectMapper json = new ObjectMapper();
        PeerOptions options = json.readValue(arguments[0], PeerOptions.class);
        Publisher publisher = new Publisher(options);
        PrintStream out = System.out;
        String name = options.kind().wireName();
        Peer.Ports ports = peer(options.kind()).start(options, publisher);
        out.println(name + " listens on 127.0.0.1:" + ports.webSocket());
        if (ports.frames() != 0) {
            out.println(name + " takes frames on 127.0.0.1:" + ports.frames());
        }
        ControlInput.run(command -> {
            if (command.equals("stats")) {
                out.println("stats " + json.writeValueAsString(publisher.stats()));
            }
        });
    }

    private static Peer peer(PeerKind kind) {
        return switch (kind) {
            case FLOOR -> new FloorPeer();
            case NETTY -> new NettyPeer();
            case VERTX -> new VertxPeer();
            case JETTY -> new JettyPeer();
            case UNDERTOW -> new UndertowPeer();
            case GRPC_NETTY -> new GrpcNettyPeer();
        };
    }
}
