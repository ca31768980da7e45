package io.quotegate.bench.chaos.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LinkTest {
    private Link link;
    private ServerSocket server;
    private Socket opener;
    private Socket upstream;

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        link = new Link("test", Link.Toward.UPSTREAM);
        link.lead(server.getLocalPort());
        opener = new Socket(InetAddress.getLoopbackAddress(), link.port());
        upstream = server.accept();
    }

    @AfterEach
    void close() throws IOException {
        link.close();
        server.close();
        opener.close();
        upstream.close();
    }

    private static Fault fault(FaultKind kind) {
        return new Fault(0, Target.clients(0), kind, 0, 0);
    }

    private String carried(String text) throws IOException {
        opener.getOutputStream().write(text.getBytes(US_ASCII));
        return new String(upstream.getInputStream().readNBytes(text.length()), US_ASCII);
    }

    @Test
    void carriesBytesBothWaysAndTheEndOfEither() throws IOException {
        assertThat(carried("there")).isEqualTo("there");
        upstream.getOutputStream().write('!');
        assertThat(opener.getInputStream().read()).isEqualTo('!');
        opener.shutdownOutput();
        assertThat(upstream.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void damagesWhatGoesToTheGatewayOnly() throws IOException {
        link.begin(fault(FaultKind.CORRUPT));
        upstream.getOutputStream().write("back".getBytes(US_ASCII));
        assertThat(new String(opener.getInputStream().readNBytes(4), US_ASCII)).isEqualTo("back");
        assertThat(carried("there")).isNotEqualTo("there");
    }

    @Test
    void holdsWhatComesWhileFrozenAndCarriesItThen() throws IOException {
        link.begin(fault(FaultKind.FREEZE));
        opener.getOutputStream().write("later".getBytes(US_ASCII));
        upstream.setSoTimeout(100);
        assertThatThrownBy(() -> upstream.getInputStream().read()).isInstanceOf(IOException.class);
        link.heal();
        upstream.setSoTimeout(0);
        assertThat(new String(upstream.getInputStream().readNBytes(5), US_ASCII))
                .isEqualTo("later");
    }

    @Test
    void endsConnectionsThatAreCutAndThoseThatCome() throws IOException {
        link.begin(fault(FaultKind.CUT));
        assertThat(isOver(upstream)).isTrue();
        try (Socket next = new Socket(InetAddress.getLoopbackAddress(), link.port())) {
            assertThat(isOver(next)).isTrue();
        }
    }

    /** Closed or reset, as what is unread when it ends makes it. */
    private static boolean isOver(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException e) {
            return true;
        }
    }
}
