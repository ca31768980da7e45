package io.quotegate.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotegate.text.FailureText;
import io.quotegate.tls.ClientTls;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/** Length-prefixed frames over a socket. */
final class FrameClient implements QuoteClient, JsonConversation.Carrier {
    private static final int CONNECT_MS = 5_000;
    private static final int ANSWER_MS = 10_000;
    private static final int KEEP_ALIVE_S = 15;
    private static final int KEEP_ALIVE_COUNT = 3;
    private static final int MAX_FRAME_BYTES = 16 * 1024 * 1024;

    private final String place;
    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final JsonConversation conversation = new JsonConversation(this);

    FrameClient(GatewayAddress gateway) throws IOException {
        place = gateway.hostAndPort();
        Socket plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(gateway.host(), gateway.port()), CONNECT_MS);
            plain.setTcpNoDelay(true);
            askWhetherItIsThere(plain);
            socket = gateway.tls() == null ? plain : secured(plain, gateway, gateway.tls());
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            out = new DataOutputStream(socket.getOutputStream());
            if (gateway.token() != null) {
                show(gateway.token());
            }
        } catch (RefusedException e) {
            plain.close();
            throw e;
        } catch (IOException e) {
            plain.close();
            throw gateway.unreachable(e);
        }
    }

    /** So that a gateway whose machine or network has gone without a word is missed within a minute. */
    private static void askWhetherItIsThere(Socket socket) throws IOException {
        socket.setKeepAlive(true);
        if (socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
            socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, KEEP_ALIVE_S);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, KEEP_ALIVE_S);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, KEEP_ALIVE_COUNT);
        }
    }

    /** Shakes hands over {@code plain}, with a gateway whose certificate is for its host. */
    private static Socket secured(Socket plain, GatewayAddress gateway, ClientTls tls) throws IOException {
        SSLSocket secured =
                (SSLSocket) tls.context().getSocketFactory().createSocket(plain, gateway.host(), gateway.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.setSoTimeout(ANSWER_MS);
        secured.startHandshake();
        secured.setSoTimeout(0);
        return secured;
    }

    private void show(String token) throws IOException {
        socket.setSoTimeout(ANSWER_MS);
        conversation.show(token);
        socket.setSoTimeout(0);
    }

    /**
     * Makes sure that a gateway is there, which closes connections that say nothing.
     *
     * @throws IOException if it does not answer; the connection is closed then
     */
    FrameClient greeted() throws IOException {
        try {
            socket.setSoTimeout(ANSWER_MS);
            send("{\"op\":\"ping\"}");
            if (receive() == null) {
                throw new EOFException("the gateway closed the connection");
            }
            socket.setSoTimeout(0);
            return this;
        } catch (IOException e) {
            socket.close();
            throw new IOException("no answer from " + place + ": " + FailureText.of(e), e);
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
        byte[] payload = text.getBytes(UTF_8);
        out.write(ByteBuffer.allocate(Integer.BYTES + payload.length)
                .putInt(payload.length)
                .put(payload)
                .array());
    }

    @Override
    public @Nullable String receive() throws IOException {
        byte[] payload = receiveFrame();
        return payload == null ? null : new String(payload, UTF_8);
    }

    /** The payload of the next frame, or null when the gateway closed the connection. */
    byte @Nullable [] receiveFrame() throws IOException {
        int length;
        try {
            length = in.readInt();
        } catch (EOFException e) {
            return null;
        }
        if (length < 1 || length > MAX_FRAME_BYTES) {
            throw new IOException("not a quotegate: frame length " + length);
        }
        byte[] payload = new byte[length];
        in.readFully(payload); // however the network cuts it
        return payload;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
