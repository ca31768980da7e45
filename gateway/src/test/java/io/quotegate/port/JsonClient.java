package io.quotegate.port;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quotegate.gateway.http.specification.Shapes;
import io.quotegate.testkit.RawSocket;
import io.quotegate.testkit.WebSocketProbe;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * A client that says JSON requests and hears JSON answers, whatever protocol carries them; their shape is held to the document
 * of what is said. One thread.
 */
interface JsonClient extends AutoCloseable {
    JsonMapper JSON = new JsonMapper();

    /** Says a request. Single quotes stand for double ones. */
    void say(String json) throws IOException;

    /** The next message, whatever it is; fails if none comes for long. */
    JsonNode read() throws IOException;

    /** The next message but for heartbeats, which come among others where the machine is busy. */
    default JsonNode hear() throws IOException {
        JsonNode message = read();
        while (message.path("event").asText().equals("heartbeat")) {
            message = read();
        }
        return message;
    }

    @Override
    void close() throws IOException;

    /** The next message whose {@code event} or {@code channel} is {@code name}; others are skipped. */
    default JsonNode hear(String name) throws IOException {
        JsonNode message = hear();
        while (!message.path("event").asText().equals(name)
                && !message.path("channel").asText().equals(name)) {
            message = hear();
        }
        return message;
    }

    static String doubleQuoted(String json) {
        return json.replace('\'', '"');
    }

    /** The ways in which chat and game can be spoken. */
    enum Way {
        FRAMES {
            @Override
            JsonClient connect(InetSocketAddress address) throws IOException {
                return new FrameClient(address);
            }
        },
        WEBSOCKET {
            @Override
            JsonClient connect(InetSocketAddress address) throws IOException {
                return new WebSocketClient(address);
            }
        },
        GRPC {
            @Override
            JsonClient connect(InetSocketAddress address) {
                return new GrpcJsonClient(address);
            }
        };

        abstract JsonClient connect(InetSocketAddress address) throws IOException;
    }

    /** JSON in frames. */
    final class FrameClient implements JsonClient {
        private final RawSocket socket;

        FrameClient(InetSocketAddress address) throws IOException {
            socket = new RawSocket(address);
        }

        @Override
        public void say(String json) throws IOException {
            socket.sendFrame(doubleQuoted(json));
        }

        @Override
        public JsonNode read() throws IOException {
            return Shapes.checked(JSON.readTree(socket.readFrame()));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** JSON in text messages. */
    final class WebSocketClient implements JsonClient {
        private final WebSocketProbe probe;

        WebSocketClient(InetSocketAddress address) throws IOException {
            probe = new WebSocketProbe(address, "/v1/stream");
        }

        @Override
        public void say(String json) throws IOException {
            probe.text(doubleQuoted(json));
        }

        @Override
        public JsonNode read() throws IOException {
            WebSocketProbe.Frame frame = probe.read();
            while (frame.opcode() != WebSocketProbe.TEXT) {
                frame = probe.read();
            }
            return Shapes.checked(JSON.readTree(frame.payload()));
        }

        @Override
        public void close() throws IOException {
            probe.close();
        }
    }
}
