package io.quotegate.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.Context;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.quotegate.codec.proto.v1.DownloadChunk;
import io.quotegate.codec.proto.v1.FileRequest;
import io.quotegate.codec.proto.v1.FileServiceGrpc;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/** The ways in which a file can be had, each by a client as users have them. Blocking; any thread. */
public enum DownloadWay {
    HTTP_1 {
        @Override
        public InputStream open(InetSocketAddress gateway, String name, long offset) throws IOException {
            return http(HttpClient.Version.HTTP_1_1, gateway, name, offset);
        }
    },
    HTTP_2 {
        @Override
        public InputStream open(InetSocketAddress gateway, String name, long offset) throws IOException {
            return http(HttpClient.Version.HTTP_2, gateway, name, offset);
        }
    },
    FRAMES {
        @Override
        public InputStream open(InetSocketAddress gateway, String name, long offset) throws IOException {
            RawSocket socket = new RawSocket(gateway);
            byte[] answer = socket.sendFrame(request(name, offset)).readFrameBytes();
            return pieces(answer, offset, socket::readFrameBytes, socket::close);
        }
    },
    WEBSOCKET {
        @Override
        public InputStream open(InetSocketAddress gateway, String name, long offset) throws IOException {
            WebSocketProbe probe = new WebSocketProbe(gateway, "/v1/stream");
            byte[] answer = probe.text(request(name, offset)).readMessage();
            return pieces(answer, offset, probe::readMessage, probe::close);
        }
    },
    GRPC {
        @Override
        public InputStream open(InetSocketAddress gateway, String name, long offset) throws IOException {
            ManagedChannel channel = Grpc.newChannelBuilderForAddress(
                            gateway.getHostString(), gateway.getPort(), InsecureChannelCredentials.create())
                    .build();
            Context.CancellableContext context = Context.current().withCancellation();
            FileRequest request =
                    FileRequest.newBuilder().setName(name).setOffset(offset).build();
            Context previous = context.attach();
            try {
                Iterator<DownloadChunk> chunks =
                        FileServiceGrpc.newBlockingStub(channel).download(request);
                long left = chunks.next().getHeader().getSize() - offset;
                return new Pieces(left, () -> next(chunks), () -> {
                    context.cancel(null);
                    channel.shutdownNow();
                });
            } catch (StatusRuntimeException e) {
                channel.shutdownNow();
                Metadata trailers = e.getTrailers();
                throw new Refusal(String.valueOf(trailers == null ? null : trailers.get(CODE)));
            } finally {
                context.detach(previous);
            }
        }

        private byte[] next(Iterator<DownloadChunk> chunks) throws IOException {
            try {
                return chunks.hasNext()
                        ? chunks.next().getData().toByteArray()
                        : "end".getBytes(StandardCharsets.UTF_8);
            } catch (StatusRuntimeException e) {
                throw new IOException(e);
            }
        }
    };

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Metadata.Key<String> CODE =
            Metadata.Key.of("quotegate-code", Metadata.ASCII_STRING_MARSHALLER);

    /** The gateway said no, with this code. */
    public static final class Refusal extends IOException {
        Refusal(String code) {
            super(code);
        }
    }

    /** The content of a file from {@code offset} on; closing it breaks the connection. */
    public abstract InputStream open(InetSocketAddress gateway, String name, long offset) throws IOException;

    private static String request(String name, long offset) {
        return JSON.createObjectNode()
                .put("op", "file")
                .put("name", name)
                .put("offset", offset)
                .toString();
    }

    /** What comes behind {@code answer}; who is refused leaves at once, as nobody waits for a client that has gone. */
    private static InputStream pieces(byte[] answer, long offset, Pieces.Source source, Pieces.Closing closing)
            throws IOException {
        JsonNode header = JSON.readTree(answer);
        if (header.path("event").asText().equals("error")) {
            closing.close();
            throw new Refusal(header.path("code").asText());
        }
        return new Pieces(header.path("size").asLong() - offset, source, closing);
    }

    private static String authority(InetSocketAddress gateway) {
        return "//" + gateway.getHostString() + ':' + gateway.getPort();
    }

    private static InputStream http(HttpClient.Version version, InetSocketAddress gateway, String name, long offset)
            throws IOException {
        String path =
                "/v1/files/" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        URI uri = URI.create("http:" + authority(gateway) + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (offset > 0) {
            request.header("Range", "bytes=" + offset + '-');
        }
        try {
            HttpResponse<InputStream> response = HttpClient.newBuilder()
                    .version(version)
                    .build()
                    .send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            if (response.version() != version) {
                throw new AssertionError("version: " + response.version());
            }
            if (response.statusCode() != (offset > 0 ? 206 : 200)) {
                throw new Refusal(JSON.readTree(response.body()).path("code").asText());
            }
            return response.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Content that comes in pieces, behind which one more message stands. */
    private static final class Pieces extends InputStream {
        private final Source source;
        private final Closing closing;
        private long left;
        private ByteArrayInputStream piece = new ByteArrayInputStream(new byte[0]);

        private interface Source {
            byte[] next() throws IOException;
        }

        private interface Closing {
            void close() throws IOException;
        }

        Pieces(long left, Source source, Closing closing) {
            this.left = left;
            this.source = source;
            this.closing = closing;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (piece.available() == 0 && left == 0) {
                if (!new String(source.next(), StandardCharsets.UTF_8).contains("end")) {
                    throw new IOException("no end behind the content");
                }
                left = -1;
            }
            if (piece.available() == 0 && left < 0) {
                return -1;
            }
            if (piece.available() == 0) {
                byte[] next = source.next();
                left -= next.length;
                if (left < 0) {
                    throw new IOException("more content than was told: " + -left);
                }
                piece = new ByteArrayInputStream(next);
            }
            return piece.read(into, from, length);
        }

        @Override
        public void close() throws IOException {
            closing.close();
        }
    }
}
