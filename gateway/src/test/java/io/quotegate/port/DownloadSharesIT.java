package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.app.Gateway;
import io.quotegate.gateway.testkit.Http2Frame;
import io.quotegate.gateway.testkit.Http2Frames;
import io.quotegate.testkit.RawSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that begin downloads and take nothing of them keep them from nobody else. */
@Timeout(120)
class DownloadSharesIT {
    private static final int STREAMS = 40;

    @TempDir
    private Path directory;

    /** A client at {@code address}, which is one of this machine. */
    private static RawSocket client(String address, Gateway gateway) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
        socket.connect(gateway.address());
        return new RawSocket(socket);
    }

    /** Asks for many files, behind a window that lets nothing through but heads; how many were begun. */
    private static int begun(RawSocket client) throws IOException {
        Http2Frames requests = new Http2Frames().preface().setting(4, 0);
        for (int i = 0; i < STREAMS; i++) {
            requests.get(2 * i + 1, "/v1/files/large");
        }
        client.send(requests.bytes());
        Http2Frame.Reader reader = new Http2Frame.Reader(client::readBytes);
        int begun = 0;
        for (int heads = 0; heads < STREAMS; ) {
            Http2Frame frame = reader.next();
            if (frame.type() == Http2Frames.HEADERS) {
                heads++;
                String status = String.valueOf(frame.fields().status());
                assertThat(status).isIn("200", "429");
                begun += status.equals("200") ? 1 : 0;
            }
        }
        return begun;
    }

    @Test
    void haveEachTheirOwn() throws IOException {
        Files.write(directory.resolve("large"), new byte[1 << 20]);
        List<RawSocket> attackers = new ArrayList<>();
        try (Gateway gateway = TestGateways.start("files.dir=" + directory)) {
            List<Integer> begun = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                RawSocket attacker = client("127.0.0.2", gateway);
                attackers.add(attacker);
                begun.add(begun(attacker));
            }
            assertThat(begun).containsExactly(16, 16, 16, 16, 16, 16, 16, 16, 0, 0, 0, 0);
            try (RawSocket polite = client("127.0.0.1", gateway)) {
                polite.send("GET /v1/files/large HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
                assertThat(polite.readToEnd()).startsWith("HTTP/1.1 200 ").hasSizeGreaterThan(1 << 20);
            }
            attackers.get(0).close();
            SimulatedMarket.await("what it had is given back", () -> beginsOne(gateway));
        } finally {
            for (RawSocket attacker : attackers) {
                attacker.close();
            }
        }
    }

    private static boolean beginsOne(Gateway gateway) {
        try (RawSocket client = client("127.0.0.2", gateway)) {
            client.send("GET /v1/files/large HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            return client.readUntil("\r\n\r\n").startsWith("HTTP/1.1 200 ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
