package io.quotegate.tls;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether and how the port speaks TLS. The keys are {@code tls.*}. Immutable: any thread.
 *
 * @param cert      PEM file of the certificate and those above it; null for one that signs itself
 * @param key       PEM file of its private key; null exactly if {@code cert} is
 * @param clientCa  PEM file of those whose certificates clients must show; null if they need none
 * @param directory where the certificate that signs itself is kept
 */
public record TlsSettings(
        Mode mode,
        Provider provider,
        @Nullable Path cert,
        @Nullable Path key,
        @Nullable Path clientCa,
        Path directory) {
    /** No TLS. */
    public static final TlsSettings OFF =
            new TlsSettings(Mode.OFF, Provider.AUTO, null, null, null, Path.of("data/tls"));

    public TlsSettings {
        if ((cert == null) != (key == null)) {
            throw new IllegalArgumentException("tls.cert and tls.key: one of them (expected: both or none)");
        }
    }

    /** What the port takes. */
    public enum Mode {
        /** Plain text only. */
        OFF,
        /** Both. */
        OPTIONAL,
        /** TLS only. */
        REQUIRED;

        /** As the configuration spells it. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whose TLS it is. */
    public enum Provider {
        /** BoringSSL where this machine has it. */
        AUTO,
        BORINGSSL,
        JDK;

        /** As the configuration spells it. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The file of the certificate, whoever made it. */
    public Path certFile() {
        return cert == null ? directory.resolve("cert.pem") : cert;
    }

    /** The file of its key. */
    Path keyFile() {
        return key == null ? directory.resolve("key.pem") : key;
    }

    /** Whether the certificate is one that signs itself, to be made if it is not there. */
    public boolean signsItself() {
        return cert == null;
    }
}
