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
    private final Map<String, TimeHistogram> byOperation = new ConcurrentHashMap<>();
    private final ClassValue<TimeHistogram> byKind = new ClassValue<>() {
        @Override
        protected TimeHistogram computeValue(Class<?> kind) {
            String name = kind.getSimpleName();
            return of(name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT));
        }
    };

    /** A request of {@code kind} took so long; its name says which operation it is. */
    public void record(Class<?> kind, long tookNs) {
        byKind.get(kind).record(tookNs);
    }

    /** A request for {@code operation} took so long. */
    public void record(String operation, long tookNs) {
        of(operation).record(tookNs);
    }

    private TimeHistogram of(String operation) {
        TimeHistogram times = byOperation.get(operation); // first without what it takes to add one
        return times == null ? byOperation.computeIfAbsent(operation, first -> new TimeHistogram()) : times;
    }

    /** Those of all operations that were asked for. */
    public Map<String, TimeHistogram> all() {
        return Collections.unmodifiableMap(byOperation);
    }
}
