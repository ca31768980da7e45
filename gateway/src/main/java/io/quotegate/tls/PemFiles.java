package io.quotegate.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/** Reads PEM files. Any thread; blocks. */
final class PemFiles {
    private PemFiles() {}

    /**
     * The certificates in {@code file}, at least one.
     *
     * @throws IOException if there is none, or one that cannot be read
     */
    static List<X509Certificate> certificates(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            List<X509Certificate> all = new ArrayList<>();
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                all.add((X509Certificate) each);
            }
            if (all.isEmpty()) {
                throw new IOException(file + ": no certificate in it (expected: PEM)");
            }
            return all;
        } catch (CertificateException e) {
            throw new IOException(file + ": not a certificate (expected: PEM)", e);
        }
    }

    /**
     * The private key in {@code file}: PKCS#8, PKCS#1 or EC.
     *
     * @throws IOException if there is none that can be used
     */
    static PrivateKey key(Path file) throws IOException {
        try (Reader text = Files.newBufferedReader(file, US_ASCII);
                PEMParser parser = new PEMParser(text)) {
            JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
            for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
                if (part instanceof PEMKeyPair pair) {
                    return converter.getPrivateKey(pair.getPrivateKeyInfo());
                }
                if (part instanceof PrivateKeyInfo info) {
                    return converter.getPrivateKey(info);
                }
                if (part instanceof PEMEncryptedKeyPair || part instanceof PKCS8EncryptedPrivateKeyInfo) {
                    throw new IOException(file + ": the key is encrypted (expected: one without a password)");
                }
            }
        } catch (PEMException | IllegalArgumentException | java.nio.charset.CharacterCodingException e) {
            throw new IOException(file + ": not a private key (expected: PKCS#8, PKCS#1 or EC in PEM)", e);
        }
        throw new IOException(file + ": no private key in it (expected: PKCS#8, PKCS#1 or EC in PEM)");
    }
}
