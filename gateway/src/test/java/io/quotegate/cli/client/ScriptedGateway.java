package io.quotegate.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Function;

/** Serves one client over frames with answers that a test makes up. Answering is a thread of its own. */
public final class ScriptedGateway implements AutoCloseable {
    public static final String HOST = "127.0.0.1";

    private static final JsonMapper JSON = new JsonMapper();

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName(HOST));
    private final Function<JsonNode, String> script;

    /** @param script the answer to a request, without its {@code id}; empty for none */
    public ScriptedGateway(Function<JsonNode, String> script) throws IOException {
        this.script = script;
        Thread thread = new Thread(this::serve, "scripted-gateway");
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return server.getLocalPort();
    }

    private void serve() {
        try (Socket socket = server.accept()) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            while (true) {
                JsonNode request = JSON.readTree(in.readNBytes(in.readInt()));
                for (String line : answer(request).lines().toList()) {
                    byte[] payload = line.getBytes(UTF_8);
                    out.writeInt(payload.length);
                    out.write(payload);
                }
            }
        } catch (IOException e) {
            // The client has gone, or the test is over.
        }
    }

    /** Lines, of which the last is the answer; those before it are pushed. */
    private String answer(JsonNode request) throws IOException {
        if (request.path("op").asText().equals("ping")) {
            return "{\"event\":\"pong\"}";
        }
        String text = script.apply(request);
        int last = text.lastIndexOf('\n') + 1;
        if (text.isEmpty() || !request.has("id")) {
            return text;
        }
        ObjectNode answer = (ObjectNode) JSON.readTree(text.substring(last));
        return text.substring(0, last) + answer.set("id", request.get("id"));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
