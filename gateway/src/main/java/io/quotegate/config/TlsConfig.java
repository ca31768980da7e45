package io.quotegate.config;

import io.quotegate.config.source.Problems;
import io.quotegate.tls.TlsSettings;
import java.nio.file.Path;

/** Makes {@code tls.*} of what was written. Any thread. */
final class TlsConfig {
    private TlsConfig() {}

    static TlsSettings of(Values values) {
        return new TlsSettings(
                values.get(Settings.TLS_MODE),
                values.get(Settings.TLS_PROVIDER),
                OptionalFile.of(values, Settings.TLS_CERT),
                OptionalFile.of(values, Settings.TLS_KEY),
                OptionalFile.of(values, Settings.TLS_CLIENT_CA),
                Path.of(values.get(Settings.TLS_DIR)));
    }

    /** A certificate without a key is of no use, nor is a key without a certificate. */
    static void check(Values values, Problems problems) {
        Setting<String> cert = Settings.TLS_CERT;
        Setting<String> key = Settings.TLS_KEY;
        if (values.isUsable(cert) && values.isUsable(key)) {
            boolean hasCert = OptionalFile.of(values, cert) != null;
            boolean hasKey = OptionalFile.of(values, key) != null;
            if (hasCert != hasKey) {
                Setting<String> missing = hasCert ? key : cert;
                problems.refuse(
                        values.lastOrigin(cert, key),
                        missing.key(),
                        values.text(missing),
                        "a PEM file, as " + (hasCert ? cert : key).key() + " is set");
            }
        }
    }
}
