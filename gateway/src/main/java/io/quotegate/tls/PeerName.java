package io.quotegate.tls;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** What the certificate that a peer has shown calls it. Any thread. */
public final class PeerName {
    private static final String COMMON_NAME = "CN";

    private PeerName() {}

    /** The common name of the peer of {@code session}; null if it has shown no certificate, or one without exactly one. */
    public static @Nullable String of(SSLSession session) {
        try {
            Certificate[] chain = session.getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate own ? commonName(own) : null;
        } catch (SSLPeerUnverifiedException e) {
            return null;
        }
    }

    private static @Nullable String commonName(X509Certificate certificate) {
        try {
            String found = null;
            for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
                if (part.getType().equalsIgnoreCase(COMMON_NAME) && part.getValue() instanceof String value) {
                    if (found != null) {
                        return null; // which of them is meant nobody can tell
                    }
                    found = value;
                }
            }
            return found;
        } catch (InvalidNameException e) {
            return null;
        }
    }
}
