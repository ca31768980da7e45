package io.quotegate.bench.wire.scenario;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quotegate.bench.wire.load.WindowReport;
import io.quotegate.bench.wire.load.WireLoadPlan;
import io.quotegate.bench.wire.process.Child;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;

/** A load in a process of its own, whose connections are open. For one thread. */
final class LoadProcess implements AutoCloseable {
    private static final Duration OPEN_WITHIN = Duration.ofSeconds(20);
    private static final Duration OPEN_EACH_WITHIN = Duration.ofMillis(3);
    private static final Duration LATE = Duration.ofSeconds(30);
    private static final Pattern OPEN = Pattern.compile("^open (.*)");
    private static final Pattern WINDOW = Pattern.compile("^window (.*)");

    private final Child child;
    private final ObjectMapper json = new ObjectMapper();
    private Duration asked = Duration.ZERO;

    /** Gives {@code plan} to a child that runs {@code LoadMain} and waits until its connections are open. */
    LoadProcess(Child child, WireLoadPlan plan) throws IOException, InterruptedException {
        this.child = child;
        open(plan);
    }

    /** Leaves what it did and does {@code plan}; returns when its connections are open. */
    void open(WireLoadPlan plan) throws IOException, InterruptedException {
        child.send(json.writeValueAsString(plan));
        child.await(OPEN, OPEN_WITHIN.plus(OPEN_EACH_WITHIN.multipliedBy(plan.connections())));
    }

    Child child() {
        return child;
    }

    /** Counts for {@code window} and tells what came. */
    WindowReport measure(Duration window) throws IOException, InterruptedException {
        begin(window);
        return result();
    }

    /** Begins to count for {@code window}; {@link #result} waits for the end. */
    void begin(Duration window) throws IOException {
        asked = window;
        child.send("measure " + window.toMillis());
    }

    /** What came in the window begun last. */
    WindowReport result() throws IOException, InterruptedException {
        return json.readValue(child.await(WINDOW, asked.plus(LATE)), WindowReport.class);
    }

    @Override
    public void close() {
        child.close();
    }
}
