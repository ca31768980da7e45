package io.quotegate.app;

import io.quotegate.config.ConfigException;
import io.quotegate.config.GatewayConfig;
import io.quotegate.monitoring.ReloadStats;
import io.quotegate.text.FailureText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up a configuration that changed while the gateway runs: all of it that can be taken up, or, where anything of it is
 * wrong, nothing. What became of it is one line in the log. Any thread; blocks.
 */
final class Reload {
    private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

    private final List<Part> parts;
    private final ReloadStats stats;

    private GatewayConfig running; // guarded by this

    /** What takes up its own keys. */
    interface Part {
        /**
         * Looks whether {@code next} can be taken up where {@code running} holds, and changes nothing yet; what is returned
         * takes it up and does not fail.
         *
         * @throws IOException if it cannot, naming the key
         */
        Runnable prepare(GatewayConfig running, GatewayConfig next) throws IOException;
    }

    /** @param parts asked in this order */
    Reload(GatewayConfig running, List<Part> parts, ReloadStats stats) {
        this.running = running;
        this.parts = List.copyOf(parts);
        this.stats = stats;
    }

    /** Takes up what {@code source} reads; whether nothing was wrong with it. */
    synchronized boolean run(Supplier<GatewayConfig> source) {
        try {
            take(source.get());
            stats.taken.increment();
            return true;
        } catch (ConfigException e) {
            refuse(String.join("; ", e.problems()));
        } catch (IOException | RuntimeException e) {
            refuse(FailureText.of(e));
        }
        return false;
    }

    private void refuse(String why) {
        stats.refused.increment();
        LOG.warn("the configuration was read again and is not taken up, what held before stays: {}", why);
    }

    private void take(GatewayConfig read) throws IOException {
        GatewayConfig next = running.reloaded(read);
        List<Runnable> changes = new ArrayList<>();
        for (Part part : parts) {
            changes.add(part.prepare(running, next));
        }
        changes.forEach(Runnable::run);
        List<String> taken = running.changes(next);
        running = next;
        List<String> left = next.changes(read);
        LOG.info(
                "the configuration was read again: {}{}",
                taken.isEmpty() ? "nothing that is taken up has changed" : "taken up " + String.join(", ", taken),
                left.isEmpty() ? "" : "; only a restart takes up " + String.join(", ", left));
    }
}
