package io.quotegate.port;

import java.io.IOException;
import java.io.Writer;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/** Whom a test has clients, or a gateway, believe: it signs certificates of others. */
final class TestAuthority {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int EC_BITS = 256;
    private static final char[] PASSWORD = "test".toCharArray();

    private final String name;
    private final KeyPair keys;
    private final X509Certificate certificate;

    /** How a key is written. */
    enum KeyKind {
        RSA_PKCS8("RSA", "PRIVATE KEY"),
        RSA_PKCS1("RSA", "RSA PRIVATE KEY"),
        EC_PKCS8("EC", "PRIVATE KEY"),
        EC_SEC1("EC", "EC PRIVATE KEY");

        private final String algorithm;
        private final String header;

        KeyKind(String algorithm, String header) {
            this.algorithm = algorithm;
            this.header = header;
        }
    }

    /** Somebody whom the authority knows. */
    record Identity(X509Certificate certificate, KeyPair keys) {}

    TestAuthority(String name) throws GeneralSecurityException {
        this.name = name;
        keys = keys("EC");
        certificate = sign(name, keys, name, keys, new BasicConstraints(true));
    }

    private static KeyPair keys(String algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(algorithm.equals("EC") ? EC_BITS : 2048, RANDOM);
        return generator.generateKeyPair();
    }

    private static X509Certificate sign(
            String issuer, KeyPair signer, String name, KeyPair owner, BasicConstraints constraints)
            throws GeneralSecurityException {
        Instant now = Instant.now();
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                            new X500Principal("CN=" + issuer),
                            new BigInteger(63, RANDOM),
                            Date.from(now.minus(1, ChronoUnit.DAYS)),
                            Date.from(now.plus(1, ChronoUnit.DAYS)),
                            new X500Principal("CN=" + name),
                            owner.getPublic())
                    .addExtension(Extension.basicConstraints, true, constraints)
                    .addExtension(
                            Extension.subjectAlternativeName,
                            false,
                            new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")));
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate())));
        } catch (IOException | OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    /** Somebody called {@code subject}. */
    Identity identity(String subject, String algorithm) throws GeneralSecurityException {
        KeyPair own = keys(algorithm);
        return new Identity(sign(name, keys, subject, own, new BasicConstraints(false)), own);
    }

    /** Writes whom to believe. */
    Path write(Path file) throws IOException {
        write(file, certificate);
        return file;
    }

    /** Makes somebody called localhost, and writes {@code cert} and {@code key}. */
    X509Certificate writeServer(Path cert, Path key, KeyKind kind) throws IOException, GeneralSecurityException {
        Identity server = identity("localhost", kind.algorithm);
        write(cert, server.certificate());
        write(
                key,
                switch (kind) {
                    case RSA_PKCS8, EC_PKCS8 ->
                        new JcaPKCS8Generator(server.keys().getPrivate(), null);
                    case RSA_PKCS1 -> server.keys().getPrivate();
                    case EC_SEC1 -> sec1(server.keys());
                });
        if (!Files.readString(key).startsWith("-----BEGIN " + kind.header + "-----")) {
            throw new IOException(key + ": " + Files.readString(key));
        }
        return server.certificate();
    }

    /** With the curve in it, as RFC 5915 has it and openssl writes it; the JDK leaves it out. */
    private static PemObject sec1(KeyPair keys) throws IOException {
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(keys.getPrivate().getEncoded());
        SubjectPublicKeyInfo known =
                SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
        ECPrivateKey key = new ECPrivateKey(
                EC_BITS,
                ECPrivateKey.getInstance(info.parsePrivateKey()).getKey(),
                known.getPublicKeyData(),
                info.getPrivateKeyAlgorithm().getParameters());
        return new PemObject(KeyKind.EC_SEC1.header, key.getEncoded());
    }

    private static void write(Path file, Object content) throws IOException {
        try (Writer out = Files.newBufferedWriter(file);
                JcaPEMWriter pem = new JcaPEMWriter(out)) {
            pem.writeObject(content);
        }
    }

    /** A client that believes this authority, and shows the certificate of {@code own} if it has one. */
    SSLContext client(Identity... own) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", certificate);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyStore shown = KeyStore.getInstance(KeyStore.getDefaultType());
        shown.load(null, null);
        for (Identity each : own) {
            shown.setKeyEntry("own", each.keys().getPrivate(), PASSWORD, new X509Certificate[] {each.certificate()});
        }
        KeyManagerFactory key = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        key.init(shown, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(key.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
