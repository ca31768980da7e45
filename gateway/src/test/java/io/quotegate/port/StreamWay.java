package io.quotegate.port;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quotegate.codec.proto.v1.Auth;
import io.quotegate.codec.proto.v1.ClientFrame;
import io.quotegate.codec.proto.v1.ServerFrame;
import io.quotegate.testkit.RawSocket;
import io.quotegate.testkit.WebSocketProbe;
import java.io.IOException;
import java.util.Locale;

/** The ways to have an operation carried out, each with its way to show a token. */
enum StreamWay {
    FRAMES_JSON {
        @Override
        String ask(RawSocket socket, String token, RequestSample sample) throws IOException {
            if (!token.isEmpty()) {
                socket.sendFrame(auth(token));
                socket.readFrame();
            }
            socket.sendFrame(json(sample));
            return outcome(socket.readFrame());
        }
    },
    FRAMES_PROTO {
        @Override
        String ask(RawSocket socket, String token, RequestSample sample) throws IOException {
            if (!token.isEmpty()) {
                Auth auth = Auth.newBuilder().setToken(token).build();
                socket.sendFrame(ClientFrame.newBuilder().setAuth(auth).build().toByteArray());
                socket.readFrameBytes();
            }
            socket.sendFrame(proto(sample));
            return outcome(socket.readFrameBytes());
        }
    },
    BARE_JSON {
        @Override
        String ask(RawSocket socket, String token, RequestSample sample) throws IOException {
            if (!token.isEmpty()) {
                socket.send(auth(token));
                socket.readLine();
            }
            socket.send(json(sample));
            return outcome(socket.readLine());
        }
    },
    WEBSOCKET_JSON {
        @Override
        String ask(RawSocket socket, String token, RequestSample sample) throws IOException {
            WebSocketProbe probe = new WebSocketProbe(socket);
            probe.ask("/v1/stream").readHead();
            if (!token.isEmpty()) {
                probe.text(auth(token));
                probe.read();
            }
            probe.text(json(sample));
            return outcome(probe.read().text());
        }
    },
    /** Who shows a wrong token in the handshake is told so there. */
    WEBSOCKET_PROTO {
        @Override
        String ask(RawSocket socket, String token, RequestSample sample) throws IOException {
            WebSocketProbe probe = new WebSocketProbe(socket);
            String shown = token.isEmpty() ? "" : ", bearer." + token;
            String head = probe.ask("/v1/stream", "Sec-WebSocket-Protocol: quotegate.v1.protobuf" + shown)
                    .readHead();
            if (!probe.isOpen()) {
                return head.startsWith("HTTP/1.1 401 ") ? "unauthenticated" : head;
            }
            if (head.contains("bearer.")) {
                return "the token is repeated: " + head;
            }
            probe.binary(proto(sample));
            return outcome(probe.read().payload());
        }
    };

    private static final JsonMapper JSON = new JsonMapper();

    /** Shows {@code token}, unless it is empty, asks, and tells what comes of it: {@code ok} or the code of an error. */
    abstract String ask(RawSocket socket, String token, RequestSample sample) throws IOException;

    boolean isProto() {
        return this == FRAMES_PROTO || this == WEBSOCKET_PROTO;
    }

    private static String auth(String token) {
        return "{\"op\":\"auth\",\"token\":\"" + token + "\"}";
    }

    private static String json(RequestSample sample) {
        return sample.json().replace('\'', '"');
    }

    private static byte[] proto(RequestSample sample) {
        return java.util.Objects.requireNonNull(sample.frame(), "frame").toByteArray();
    }

    private static String outcome(String answer) throws IOException {
        JsonNode json = JSON.readTree(answer);
        if (json.path("event").asText().equals("error")) {
            return code(json.path("code").asText());
        }
        return code(json.path("status").asText("OK").toLowerCase(Locale.ROOT));
    }

    private static String outcome(byte[] answer) throws IOException {
        ServerFrame frame = ServerFrame.parseFrom(answer);
        return frame.hasError() ? code(frame.getError().getCode()) : TokenKind.OK;
    }

    /** What else is wrong with a request is not asked here. */
    static String code(String code) {
        return code.equals("unauthenticated") || code.equals("forbidden") ? code : TokenKind.OK;
    }
}
