package io.quotegate.cli.client;

import java.io.IOException;

/** The ways a command can speak with the gateway. */
public enum ClientProtocol {
    /** Length-prefixed frames. */
    TCP {
        @Override
        public QuoteClient connect(GatewayAddress gateway) throws IOException {
            return new FrameClient(gateway);
        }
    },
    /** WebSocket {@code /v1/stream}. */
    WS {
        @Override
        public QuoteClient connect(GatewayAddress gateway) throws IOException {
            return new WebSocketClient(gateway);
        }
    },
    /** gRPC. */
    GRPC {
        @Override
        public QuoteClient connect(GatewayAddress gateway) throws IOException {
            return new GrpcClient(gateway);
        }
    },
    /** HTTP/1.1, watching by Server-Sent Events. */
    HTTP {
        @Override
        public QuoteClient connect(GatewayAddress gateway) throws IOException {
            return new RestClient(gateway);
        }
    };

    /** Connects to a gateway. */
    public abstract QuoteClient connect(GatewayAddress gateway) throws IOException;
}
