package io.quotegate.app;

import io.quotegate.config.ConfigLoader;
import io.quotegate.config.ConfigSources;
import io.quotegate.config.GatewayConfig;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A process that takes what a gateway would write to, and keeps it until its input ends. */
final class LockHolder {
    private LockHolder() {}

    /** Takes the directory. */
    public static void main(String[] arguments) throws IOException {
        try (DataLock lock = DataLock.take(in(arguments[0]))) {
            System.out.println("held");
            while (System.in.read() >= 0) {
                // until the test is over
            }
        }
    }

    static GatewayConfig in(String directory) {
        List<String> sets = List.of("files.dir=" + directory + "/files", "store.path=" + directory + "/q.db");
        return ConfigLoader.load(new ConfigSources(null, Map.of(), sets, null));
    }
}
