package io.quotegate.tls;

import io.netty.handler.ssl.SslContext;
import io.quotegate.text.FailureText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the port speaks TLS with at the moment: new connections take it, those that are there keep what they began with.
 * Any thread may ask; {@link #load}, {@link #reload} and {@link #prepare} block.
 */
public final class ServerTls {
    private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);

    private volatile TlsSettings settings; // orders nothing else
    private final TlsStats stats = new TlsStats();
    private final CompletableFuture<SslContext> first = new CompletableFuture<>();

    private volatile @Nullable SslContext current; // a new one is whole before it is seen
    private List<Stamp> loaded = List.of(); // guarded by this, as is what follows
    private List<Stamp> refused = List.of();

    /** A file as it was when it was looked at. */
    private record Stamp(Path file, long modifiedMs, long sizeBytes) {
        static Stamp of(Path file) {
            try {
                return new Stamp(file, Files.getLastModifiedTime(file).toMillis(), Files.size(file));
            } catch (IOException e) {
                return new Stamp(file, 0, -1);
            }
        }

        static List<Stamp> allOf(TlsSettings settings) {
            List<Stamp> stamps = new ArrayList<>();
            stamps.add(Stamp.of(settings.certFile()));
            stamps.add(Stamp.of(settings.keyFile()));
            if (settings.clientCa() != null) {
                stamps.add(Stamp.of(settings.clientCa()));
            }
            return stamps;
        }
    }

    /** What is spoken with, and the files it was made of. */
    private record Loaded(List<Stamp> stamps, SslContext context, Instant validUntil, String fingerprint) {
        /** Reads the files, having made them if nobody named any. */
        static Loaded of(TlsSettings settings) throws IOException {
            if (settings.signsItself()) {
                SelfSigned.ensure(settings.certFile(), settings.keyFile());
            }
            List<Stamp> stamps = Stamp.allOf(settings);
            Identity identity = Identity.read(settings);
            return new Loaded(
                    stamps,
                    Contexts.server(identity, settings.provider()),
                    identity.certificate().getNotAfter().toInstant(),
                    identity.fingerprint());
        }
    }

    public ServerTls(TlsSettings settings) {
        this.settings = settings;
    }

    /** Whether TLS is spoken at all. */
    public boolean isOn() {
        return settings.mode() != TlsSettings.Mode.OFF;
    }

    /** Whether nothing but TLS is spoken. */
    public boolean isRequired() {
        return settings.mode() == TlsSettings.Mode.REQUIRED;
    }

    /** Whether the gateway may listen before it is loaded: nobody is waiting for a certificate that was not named. */
    public boolean canWait() {
        return settings.mode() == TlsSettings.Mode.OPTIONAL && settings.signsItself();
    }

    public TlsStats stats() {
        return stats;
    }

    /** What a new connection is to use; null while it is not loaded yet, or could not be. */
    public @Nullable SslContext current() {
        return current;
    }

    /** Completed when there is something to use, or never will be. */
    public CompletableFuture<SslContext> first() {
        return first;
    }

    /**
     * Reads the files, having made them if nobody named any.
     *
     * @throws IOException if they cannot be used, saying why
     */
    public void load() throws IOException {
        if (!isOn()) {
            return;
        }
        try {
            synchronized (this) {
                take(Loaded.of(settings));
            }
        } catch (IOException | RuntimeException e) {
            first.completeExceptionally(e);
            throw e;
        }
    }

    /** The same where there is nobody to tell but the log. */
    public void loadOrWarn() {
        try {
            load();
        } catch (IOException | RuntimeException e) {
            LOG.warn("TLS is not spoken: {}", FailureText.of(e));
        }
    }

    /** Takes files up that changed since they were last looked at; what cannot be used is said once, and changes nothing. */
    public synchronized void reload() {
        List<Stamp> now = Stamp.allOf(settings);
        if (!isOn() || current == null || now.equals(loaded) || now.equals(refused)) {
            return;
        }
        try {
            take(Loaded.of(settings));
            stats.reloads.increment();
        } catch (IOException | RuntimeException e) {
            refused = now;
            stats.reloadFailures.increment();
            LOG.warn("the changed certificate is not taken, the old one stays: {}", FailureText.of(e));
        }
    }

    /**
     * Looks whether TLS can be spoken as {@code next} says, from now on or not any more. What is returned has new
     * connections speak it so; it does not fail.
     *
     * @throws IOException if it cannot, saying why
     */
    public synchronized Runnable prepare(TlsSettings next) throws IOException {
        if (next.mode() == TlsSettings.Mode.OFF) {
            return () -> turnOff(next);
        }
        boolean same = next.equals(settings) && Stamp.allOf(next).equals(loaded);
        if (same && current != null) {
            return () -> {};
        }
        Loaded ready = Loaded.of(next);
        return () -> takeUp(next, ready);
    }

    private synchronized void turnOff(TlsSettings next) {
        settings = next;
        current = null;
        loaded = List.of();
    }

    private synchronized void takeUp(TlsSettings next, Loaded ready) {
        settings = next;
        take(ready);
        stats.reloads.increment();
    }

    private void take(Loaded ready) {
        loaded = ready.stamps();
        refused = List.of();
        current = ready.context();
        first.complete(ready.context());
        LOG.info(
                "TLS by {} with {}, valid until {}, SHA-256 {}",
                Contexts.nameOf(ready.context()),
                settings.signsItself()
                        ? "a certificate that signs itself, " + settings.certFile()
                        : settings.certFile(),
                ready.validUntil(),
                ready.fingerprint());
    }
}
