package io.quotegate.tls;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslServerContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.io.IOException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;

/** Makes what Netty speaks TLS with: 1.3, and 1.2 with ciphers that authenticate what they encrypt. Any thread. */
final class Contexts {
    private static final List<String> VERSIONS = List.of("TLSv1.3", "TLSv1.2");
    private static final List<String> CIPHERS = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private Contexts() {}

    /**
     * For the port. Tickets are sealed with a key of this context's own, so that no session outlives what it was begun
     * with: another certificate, or other clients that are believed.
     *
     * @throws IOException if the machine does not have {@code provider}, or it does not take the key
     */
    static SslContext server(Identity identity, TlsSettings.Provider provider) throws IOException {
        SslContextBuilder builder = SslContextBuilder.forServer(
                        identity.key(), identity.chain().toArray(X509Certificate[]::new))
                .sslProvider(netty(provider))
                .protocols(VERSIONS)
                .ciphers(CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE,
                        SelectedListenerFailureBehavior.ACCEPT, // none: the first bytes tell
                        ApplicationProtocolNames.HTTP_2,
                        ApplicationProtocolNames.HTTP_1_1));
        if (!identity.clients().isEmpty()) {
            builder.clientAuth(ClientAuth.REQUIRE)
                    .trustManager(identity.clients().toArray(X509Certificate[]::new));
        }
        SslContext context = builder.build();
        if (context instanceof OpenSslServerContext boring) {
            boring.sessionContext().setTicketKeys(ticketKey());
        }
        return context;
    }

    private static OpenSslSessionTicketKey ticketKey() {
        SecureRandom random = new SecureRandom();
        byte[] name = new byte[OpenSslSessionTicketKey.NAME_SIZE];
        byte[] hmac = new byte[OpenSslSessionTicketKey.HMAC_KEY_SIZE];
        byte[] aes = new byte[OpenSslSessionTicketKey.AES_KEY_SIZE];
        random.nextBytes(name);
        random.nextBytes(hmac);
        random.nextBytes(aes);
        return new OpenSslSessionTicketKey(name, hmac, aes);
    }

    private static SslProvider netty(TlsSettings.Provider provider) throws IOException {
        boolean boring = OpenSsl.isAvailable();
        if (provider == TlsSettings.Provider.BORINGSSL && !boring) {
            throw new IOException("tls.provider: boringssl is not available on this machine");
        }
        return boring && provider != TlsSettings.Provider.JDK ? SslProvider.OPENSSL : SslProvider.JDK;
    }

    /** Whose TLS {@code context} is. */
    static String nameOf(SslContext context) {
        return context instanceof OpenSslServerContext ? OpenSsl.versionString() : "the JDK";
    }
}
