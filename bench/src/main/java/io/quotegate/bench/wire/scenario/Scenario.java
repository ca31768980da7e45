package io.quotegate.bench.wire.scenario;

import io.quotegate.bench.wire.report.Section;
import java.io.IOException;

/** One kind of measurement. */
public interface Scenario {
    /** Measures and tells what came; ends everything it started. */
    Section run(Stage stage) throws IOException, InterruptedException;
}
