package io.quotegate.port;

import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import io.quotegate.testkit.RawSocket;
import io.quotegate.tls.ClientTls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Clients over TLS that believe one certificate only. */
record TlsClient(InetSocketAddress address, Path ca) {
    private static final int TIMEOUT_MS = 15_000;

    /** A socket whose hands are shaken, which offers {@code alpn}. */
    SSLSocket socket(String... alpn) throws IOException {
        SSLSocket socket =
                (SSLSocket) ClientTls.of(ca, false).context().getSocketFactory().createSocket();
        socket.connect(address, TIMEOUT_MS);
        socket.setSoTimeout(TIMEOUT_MS);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(alpn);
        socket.setSSLParameters(parameters);
        try {
            socket.startHandshake();
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        return socket;
    }

    RawSocket raw() throws IOException {
        return new RawSocket(socket());
    }

    /** The certificate that a new connection is shown. */
    X509Certificate shown() throws IOException {
        try (SSLSocket socket = socket()) {
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    HttpClient http() throws IOException {
        return HttpClient.newBuilder()
                .sslContext(ClientTls.of(ca, false).context())
                .build();
    }

    ManagedChannel channel() throws IOException {
        return Grpc.newChannelBuilderForAddress(
                        "localhost",
                        address.getPort(),
                        TlsChannelCredentials.newBuilder()
                                .trustManager(ca.toFile())
                                .build())
                .build();
    }
}
