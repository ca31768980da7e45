package io.quotegate.tls;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Which gateways a client believes. Immutable: any thread.
 *
 * @param trusted   those whose certificates are believed; empty for those of the JDK
 * @param believing whether any certificate is believed, which protects from nobody who can stand in between
 */
public record ClientTls(List<X509Certificate> trusted, boolean believing) {
    /** Those of the JDK. */
    public static final ClientTls USUAL = new ClientTls(List.of(), false);

    public ClientTls {
        trusted = List.copyOf(trusted);
    }

    /**
     * What a command was told; reads {@code ca}.
     *
     * @param ca       PEM file of those whose certificates are believed; null for the JDK's
     * @param insecure whether any certificate is
     * @throws IOException if {@code ca} cannot be read
     */
    public static ClientTls of(@Nullable Path ca, boolean insecure) throws IOException {
        return new ClientTls(ca == null ? List.of() : PemFiles.certificates(ca), insecure);
    }

    /** For the JDK's clients. */
    public SSLContext context() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("no TLS: " + e.getMessage(), e);
        }
    }

    /** For Netty's. */
    public SslContext netty() throws IOException {
        SslContextBuilder builder = SslContextBuilder.forClient();
        if (believing) {
            builder.trustManager(InsecureTrustManagerFactory.INSTANCE).endpointIdentificationAlgorithm("");
        } else if (!trusted.isEmpty()) {
            builder.trustManager(trusted.toArray(X509Certificate[]::new));
        }
        return builder.build();
    }

    /** Null for the JDK's. */
    private TrustManager @Nullable [] trustManagers() throws IOException {
        if (believing) {
            return InsecureTrustManagerFactory.INSTANCE.getTrustManagers();
        }
        if (trusted.isEmpty()) {
            return null;
        }
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < trusted.size(); i++) {
                store.setCertificateEntry("ca" + i, trusted.get(i));
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (GeneralSecurityException e) {
            throw new IOException("no TLS: " + e.getMessage(), e);
        }
    }
}
