package io.quotegate.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quotegate.text.Sha256;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Who the gateway is, and whom it believes. Immutable: any thread.
 *
 * @param chain   the gateway's certificate first
 * @param clients those whose certificates clients must show; empty if they need none
 */
record Identity(List<X509Certificate> chain, PrivateKey key, List<X509Certificate> clients) {
    private static final byte[] PROBE = "does the key fit".getBytes(US_ASCII);

    /**
     * What the files of {@code settings} say; blocks.
     *
     * @throws IOException if they cannot be read, or do not belong together
     */
    static Identity read(TlsSettings settings) throws IOException {
        Identity identity = new Identity(
                PemFiles.certificates(settings.certFile()),
                PemFiles.key(settings.keyFile()),
                settings.clientCa() == null ? List.of() : PemFiles.certificates(settings.clientCa()));
        if (!identity.fits()) {
            throw new IOException(settings.keyFile() + ": the key of another certificate than " + settings.certFile());
        }
        return identity;
    }

    X509Certificate certificate() {
        return chain.get(0);
    }

    private boolean fits() throws IOException {
        String algorithm = key.getAlgorithm().startsWith("EC") ? "SHA256withECDSA" : "SHA256withRSA";
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(PROBE);
            byte[] signature = signer.sign();
            signer.initVerify(certificate().getPublicKey());
            signer.update(PROBE);
            return signer.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** SHA-256 of the certificate, as browsers and openssl show it. */
    String fingerprint() throws IOException {
        try {
            byte[] hash = Sha256.of(certificate().getEncoded());
            return HexFormat.ofDelimiter(":").formatHex(hash).toUpperCase(Locale.ROOT);
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificate has no fingerprint", e);
        }
    }
}
