package io.quotegate.feed.dial;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A proxy on a free port: CONNECT and SOCKS version 5, both with and without credentials. Whatever it is asked for, it
 * connects to one port of this machine, so that no name has to exist. Blocks threads of its own.
 */
public final class ProxyStub implements AutoCloseable {
    private final StubServer server;
    private final VenueProxy.Kind kind;
    private final int targetPort;
    private final @Nullable String credentials;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** @param credentials {@code user:password} that it asks for, or null for none */
    public ProxyStub(VenueProxy.Kind kind, int targetPort, @Nullable String credentials) throws IOException {
        this.kind = kind;
        this.targetPort = targetPort;
        this.credentials = credentials;
        server = new StubServer(this::serve);
    }

    /** Where it is. */
    public int port() {
        return server.port();
    }

    /** What it was asked for, as {@code host:port}. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private void serve(Socket client) throws IOException {
        boolean willing = kind == VenueProxy.Kind.HTTP ? connect(client) : socks(client);
        if (willing) {
            try (Socket target = new Socket(InetAddress.getByName("127.0.0.1"), targetPort)) {
                OutputStream back = client.getOutputStream();
                back.write(
                        kind == VenueProxy.Kind.HTTP
                                ? "HTTP/1.1 200 Connection established\r\n\r\n".getBytes(ISO_8859_1)
                                : new byte[] {5, 0, 0, 1, 127, 0, 0, 1, 0, 80});
                StubServer.thread(() -> {
                    try (target) {
                        client.getInputStream().transferTo(target.getOutputStream());
                    }
                });
                target.getInputStream().transferTo(back);
            }
        }
    }

    private boolean connect(Socket client) throws IOException {
        StringBuilder head = new StringBuilder();
        InputStream in = client.getInputStream();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return false;
            }
            head.append((char) next);
        }
        String text = head.toString();
        asked.add(text.split(" ", -1)[1]);
        String wanted =
                credentials == null ? "" : "basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
        if (!text.toLowerCase(Locale.ROOT).contains(wanted.toLowerCase(Locale.ROOT))) {
            client.getOutputStream()
                    .write("HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n"
                            .getBytes(ISO_8859_1));
            return false;
        }
        return true;
    }

    /** RFC 1928 and, for credentials, RFC 1929. */
    private boolean socks(Socket client) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        OutputStream out = client.getOutputStream();
        in.readByte();
        in.readFully(new byte[in.readUnsignedByte()]);
        out.write(new byte[] {5, (byte) (credentials == null ? 0 : 2)});
        if (credentials != null) {
            in.readByte();
            String said = text(in) + ':' + text(in);
            out.write(new byte[] {1, (byte) (said.equals(credentials) ? 0 : 1)});
            if (!said.equals(credentials)) {
                return false;
            }
        }
        in.readFully(new byte[3]);
        boolean named = in.readByte() == 3;
        String host = named ? text(in) : "an address, not the name";
        asked.add(host + ':' + in.readUnsignedShort());
        return named;
    }

    private static String text(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readUnsignedByte()];
        in.readFully(bytes);
        return new String(bytes, UTF_8);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
