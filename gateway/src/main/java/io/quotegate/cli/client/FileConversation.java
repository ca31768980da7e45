package io.quotegate.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operations that list and send files, on one connection of frames. Blocks; one thread. */
final class FileConversation implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final FrameClient client;

    FileConversation(GatewayAddress gateway) throws IOException {
        client = new FrameClient(gateway);
    }

    /** What is offered. */
    List<FileOffer> list() throws IOException {
        client.send("{\"op\":\"files\"}");
        List<FileOffer> offers = new ArrayList<>();
        answer().path("data").forEach(file -> offers.add(FileOffer.of(file)));
        return offers;
    }

    /**
     * Asks for {@code name} from {@code offset} on.
     *
     * @return what comes now; null if the file does not reach that far, and nothing does
     * @throws RefusedException if it is not offered
     */
    @Nullable
    FileOffer begin(String name, long offset) throws IOException {
        client.send(JSON.createObjectNode()
                .put("op", "file")
                .put("name", name)
                .put("offset", offset)
                .toString());
        JsonNode answer = answer();
        if (answer.path("event").asText().equals("error")) {
            String message = answer.path("message").asText();
            if (offset > 0 && message.startsWith("offset")) {
                return null;
            }
            throw new RefusedException(answer.path("code").asText(), message);
        }
        return FileOffer.of(answer);
    }

    /** The next piece of what was begun. */
    byte[] piece(String name) throws IOException {
        byte[] piece = client.receiveFrame();
        if (piece == null) {
            throw new EOFException("the gateway closed the connection amid " + name);
        }
        return piece;
    }

    /** Takes the end of what was begun, all of which has come. */
    void end(String name) throws IOException {
        String end = client.receive();
        if (end == null || !JSON.readTree(end).path("event").asText().equals("file-end")) {
            throw new IOException("the gateway did not end " + name);
        }
    }

    private JsonNode answer() throws IOException {
        String text = client.receive();
        while (text != null && !text.startsWith("{\"event\":\"file") && !text.startsWith("{\"event\":\"error")) {
            text = client.receive(); // a heartbeat
        }
        if (text == null) {
            throw new EOFException("the gateway closed the connection");
        }
        return JSON.readTree(text);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
