package io.quotegate.config;

import io.quotegate.config.source.Problems;
import io.quotegate.tls.TlsSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Makes {@code tls.*} of what was written. Any thread. */
final class TlsConfig {
    private static final String NONE = "none";

    private TlsConfig() {}

    static TlsSettings of(Values values) {
        return new TlsSettings(
                values.get(Settings.TLS_MODE),
                values.get(Settings.TLS_PROVIDER),
                file(values, Settings.TLS_CERT),
                file(values, Settings.TLS_KEY),
                file(values, Settings.TLS_CLIENT_CA),
                Path.of(values.get(Settings.TLS_DIR)));
    }

    /** A certificate without a key is of no use, nor is a key without a certificate. */
    static void check(Values values, Problems problems) {
        Setting<String> cert = Settings.TLS_CERT;
        Setting<String> key = Settings.TLS_KEY;
        if (values.isUsable(cert) && values.isUsable(key)) {
            boolean hasCert = file(values, cert) != null;
            boolean hasKey = file(values, key) != null;
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

    private static @Nullable Path file(Values values, Setting<String> setting) {
        String name = values.get(setting);
        return name.equals(NONE) ? null : Path.of(name);
    }
}
