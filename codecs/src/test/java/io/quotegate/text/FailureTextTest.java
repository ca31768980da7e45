package io.quotegate.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.security.cert.CertificateException;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTextTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(
                        new ConnectException(
                                "finishConnect(..) failed with error(-111): Connection refused: /127.0.0.1:1"),
                        "connection refused"),
                Arguments.of(
                        new ConnectException(
                                "connect(..) failed: Network is unreachable: host/2001:db8:0:0:0:0:0:1:443"),
                        "network is unreachable"),
                Arguments.of(
                        new BindException("bind(..) failed with error(-98): Address already in use"),
                        "address already in use"),
                Arguments.of(
                        new IOException("recvAddress(..) failed with error(-104): Connection reset by peer"),
                        "Connection reset by peer"),
                Arguments.of(new ConnectException(), "connection refused"),
                Arguments.of(new CompletionException(new ConnectException()), "connection refused"),
                // As the JDK's client of HTTP tells it after it tried again by the same socket.
                Arguments.of(new ConnectException().initCause(new ClosedChannelException()), "connection refused"),
                Arguments.of(new CompletionException(new UnknownHostException("nowhere.invalid")), "no such host"),
                Arguments.of(new AccessDeniedException("/x"), "/x: permission denied"),
                Arguments.of(new NoSuchFileException("/x"), "/x: no such file or directory"),
                Arguments.of(new FileSystemException("/x", null, "Read-only file system"), "/x: read-only file system"),
                Arguments.of(new IOException(null, new AccessDeniedException("/x")), "/x: permission denied"),
                Arguments.of(new UncheckedIOException("no address of x", new IOException("y")), "no address of x"),
                Arguments.of(new IOException("port: 0 (expected: 1)"), "port: 0 (expected: 1)"),
                Arguments.of(new ClosedChannelException(), "closed channel"),
                Arguments.of(new BufferUnderflowException(), "buffer underflow"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void saysItInWords(Throwable failure, String words) {
        assertThat(FailureText.of(failure)).isEqualTo(words);
    }

    @Test
    void saysWhatIsWrongWithACertificate() {
        Exception deepest = new CertificateException("no name matches");
        SSLException problem = new SSLException("General OpenSslEngine problem", deepest);
        assertThat(FailureText.of(new IllegalStateException(problem.toString(), problem)))
                .isEqualTo("TLS: no name matches");
        assertThat(FailureText.of(new SSLException("closed early"))).isEqualTo("TLS: closed early");
    }
}
