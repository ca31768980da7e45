package io.quotegate.bench.wire.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.quotegate.codec.proto.v1.DownloadChunk;
import io.quotegate.codec.proto.v1.FileRequest;
import io.quotegate.codec.proto.v1.FileServiceGrpc;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/** The ways in which a file is downloaded, each by a client as users have them. Blocking; any thread. */
enum DownloadWay {
    HTTP_1 {
        @Override
        long download(int port, String name, Meter meter) throws IOException, InterruptedException {
            return http(HttpClient.Version.HTTP_1_1, port, name, meter);
        }
    },
    HTTP_2 {
        @Override
        long download(int port, String name, Meter meter) throws IOException, InterruptedException {
            return http(HttpClient.Version.HTTP_2, port, name, meter);
        }
    },
    FRAMES {
        @Override
        long download(int port, String name, Meter meter) throws IOException {
            try (Socket socket = new Socket(HOST, port)) {
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                DataInputStream in = new DataInputStream(socket.getInputStream());
                byte[] request = request(name).getBytes(UTF_8);
                out.write(ByteBuffer.allocate(Integer.BYTES + request.length)
                        .putInt(request.length)
                        .put(request)
                        .array());
                long size = size(new String(frame(in), UTF_8));
                for (long left = size; left > 0; ) {
                    int count = frame(in).length;
                    meter.onBytes(count);
                    left -= count;
                }
                return size;
            }
        }

        private byte[] frame(DataInputStream in) throws IOException {
            byte[] payload = new byte[in.readInt()];
            in.readFully(payload);
            return payload;
        }
    },
    WEBSOCKET {
        @Override
        long download(int port, String name, Meter meter) throws IOException, InterruptedException {
            Receiver receiver = new Receiver(meter);
            WebSocket socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(URI.create("ws://" + HOST + ':' + port + "/v1/stream"), receiver)
                    .join();
            socket.sendText(request(name), true);
            try {
                return receiver.size.get();
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            } finally {
                socket.abort();
            }
        }
    },
    GRPC {
        @Override
        long download(int port, String name, Meter meter) throws IOException {
            ManagedChannel channel = Grpc.newChannelBuilder(HOST + ':' + port, InsecureChannelCredentials.create())
                    .build();
            try {
                Iterator<DownloadChunk> chunks = FileServiceGrpc.newBlockingStub(channel)
                        .download(FileRequest.newBuilder().setName(name).build());
                long size = chunks.next().getHeader().getSize();
                while (chunks.hasNext()) {
                    meter.onBytes(chunks.next().getData().size());
                }
                return size;
            } finally {
                channel.shutdownNow();
            }
        }
    };

    private static final String HOST = "127.0.0.1";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BUFFER_BYTES = 64 * 1024;

    /** Hears of bytes, and may take its time over them. */
    interface Meter {
        void onBytes(int count);
    }

    /**
     * Downloads a file once.
     *
     * @return its size, as the server told it
     */
    abstract long download(int port, String name, Meter meter) throws IOException, InterruptedException;

    private static String request(String name) {
        return JSON.createObjectNode().put("op", "file").put("name", name).toString();
    }

    private static long size(String answer) throws IOException {
        JsonNode header = JSON.readTree(answer);
        if (!header.has("size")) {
            throw new IOException("answer to a download: " + answer);
        }
        return header.path("size").asLong();
    }

    private static long http(HttpClient.Version version, int port, String name, Meter meter)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://" + HOST + ':' + port + "/v1/files/" + name);
        HttpResponse<InputStream> response = HttpClient.newBuilder()
                .version(version)
                .build()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200 || response.version() != version) {
            throw new IOException(response + " over " + response.version());
        }
        byte[] buffer = new byte[BUFFER_BYTES];
        long size = 0;
        try (InputStream in = response.body()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                size += count;
                meter.onBytes(count);
            }
        }
        return size;
    }

    /** Takes what comes over a WebSocket: the header, the content, the end. */
    private static final class Receiver implements WebSocket.Listener {
        final CompletableFuture<Long> size = new CompletableFuture<>();

        private final Meter meter;
        private final StringBuilder text = new StringBuilder();
        private long told;

        Receiver(Meter meter) {
            this.meter = meter;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                onMessage(text.toString());
                text.setLength(0);
            }
            return WebSocket.Listener.super.onText(socket, data, last);
        }

        private void onMessage(String message) {
            try {
                if (message.contains("file-end")) {
                    size.complete(told);
                } else if (told == 0) {
                    told = size(message);
                }
            } catch (IOException e) {
                size.completeExceptionally(e);
            }
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            meter.onBytes(data.remaining());
            return WebSocket.Listener.super.onBinary(socket, data, last);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            size.completeExceptionally(new IOException("closed with " + code + ' ' + reason));
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            size.completeExceptionally(error);
        }
    }
}
