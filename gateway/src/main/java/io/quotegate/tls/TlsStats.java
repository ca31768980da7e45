package io.quotegate.tls;

import io.quotegate.time.TimeHistogram;
import java.util.concurrent.atomic.LongAdder;

/** Counts what became of handshakes. Any thread. */
public final class TlsStats {
    /** Handshakes that ended well, of TLS 1.3. */
    public final LongAdder tls13 = new LongAdder();
    /** The same, of TLS 1.2. */
    public final LongAdder tls12 = new LongAdder();
    /** Handshakes that failed or did not end in time. */
    public final LongAdder failures = new LongAdder();
    /** Times that changed files were taken up. */
    public final LongAdder reloads = new LongAdder();
    /** Times that changed files could not be used. */
    public final LongAdder reloadFailures = new LongAdder();

    /** How long handshakes took that ended well. */
    public final TimeHistogram handshakeTimes = new TimeHistogram();

    /** A handshake ended well. */
    public void succeeded(String version, long tookNs) {
        ("TLSv1.2".equals(version) ? tls12 : tls13).increment();
        handshakeTimes.record(tookNs);
    }
}
