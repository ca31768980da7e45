package io.quotegate.cli.client;

import java.io.IOException;

/** The ways a command can speak with the gateway. */
public enum ClientProtocol {
    /** Length-prefixed frames. */
    TCP {
        @Override
        public QuoteClient connect(String host, int port) throws IOException {
            return new FrameClient(host, port);
        }
    },
    /** WebSocket {@code /v1/stream}. */
    WS {
        @Override
        public QuoteClient connect(String host, int port) throws IOException {
            return new WebSocketClient(host, port);
        }
    },
    /** gRPC. */
    GRPC {
        @Override
        public QuoteClient connect(String host, int port) {
            return new GrpcClient(host, port);
        }
    },
    /** HTTP/1.1, watching by Server-Sent Events. */
    HTTP {
        @Override
        public QuoteClient connect(String host, int port) {
            return new RestClient(host, port);
        }
    };

    /** Connects to a gateway. */
    public abstract QuoteClient connect(String host, int port) throws IOException;
}
