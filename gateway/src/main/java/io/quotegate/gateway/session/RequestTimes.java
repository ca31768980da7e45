package io.quotegate.gateway.session;

import io.quotegate.time.TimeHistogram;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long requests took until their answers were begun, by operation: of which there are as many as we serve, whatever
 * clients call. Any thread.
 */
public final class RequestTimes {
    private static final ClassValue<String> NAMES = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> kind) {
            return kind.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
        }
    };

    private final Map<String, TimeHistogram> byOperation = new ConcurrentHashMap<>();

    /** A request of {@code kind} took so long; its name says which operation it is. */
    public void record(Class<?> kind, long tookNs) {
        record(NAMES.get(kind), tookNs);
    }

    /** A request for {@code operation} took so long. */
    public void record(String operation, long tookNs) {
        TimeHistogram times = byOperation.get(operation); // first without what it takes to add one
        if (times == null) {
            times = byOperation.computeIfAbsent(operation, first -> new TimeHistogram());
        }
        times.record(tookNs);
    }

    /** Those of all operations that were asked for. */
    public Map<String, TimeHistogram> all() {
        return Collections.unmodifiableMap(byOperation);
    }
}
