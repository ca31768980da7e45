package io.quotegate.config;

import io.quotegate.config.source.Problems;
import io.quotegate.store.Store;
import io.quotegate.text.FailureText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Whether what a configuration names can be written to, of which nothing stays there. Any thread; blocks. */
final class Places {
    private Places() {}

    /** Tells {@code problems} of the places in {@code config}, which {@code values} made, that a gateway could not use. */
    static void check(GatewayConfig config, Values values, Problems problems) {
        if (config.files().record()) {
            refuse(Settings.FILES_DIR, directoryProblem(Path.of(config.files().directory())), values, problems);
        }
        for (Path file : config.store().files()) {
            Path parent = file.toAbsolutePath().getParent();
            String problem = Files.isDirectory(file) ? file + " is a directory" : null;
            refuse(
                    Settings.STORE_PATH,
                    problem != null || parent == null ? problem : directoryProblem(parent),
                    values,
                    problems);
        }
        if (problems.all().isEmpty()) {
            refuse(Settings.STORE_PATH, Store.problem(config.store()), values, problems);
        }
    }

    private static void refuse(Setting<?> setting, @Nullable String problem, Values values, Problems problems) {
        if (problem != null) {
            problems.add(values.lastOrigin(setting), setting.key() + ": " + problem);
        }
    }

    /** Why nothing can be written in {@code directory}, which need not be there yet; null if it can. */
    private static @Nullable String directoryProblem(Path directory) {
        Path there = directory.toAbsolutePath();
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (there == null || !Files.isDirectory(there)) {
            return directory + " cannot be made: " + there + " is no directory";
        }
        return Files.isWritable(there) ? trialProblem(there) : "this user may not write in " + there;
    }

    /** Tried, because root may write everywhere, and yet there is nothing that can be made below {@code /proc}. */
    private static @Nullable String trialProblem(Path directory) {
        try {
            Files.delete(Files.createTempFile(directory, ".quotegate", null));
            return null;
        } catch (IOException e) {
            return "nothing can be written in " + directory + ": " + FailureText.reason(e);
        }
    }
}
