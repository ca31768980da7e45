package io.quotegate.bench.wire;

import io.quotegate.bench.wire.process.Launcher;
import io.quotegate.bench.wire.process.Machine;
import io.quotegate.bench.wire.report.Report;
import io.quotegate.bench.wire.report.Section;
import io.quotegate.bench.wire.scenario.Stage;
import io.quotegate.bench.wire.scenario.WireSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A run of some scenarios and its report. For one thread. */
final class WireRun {
    private final WireSettings settings;
    private final Path out;
    private final PrintWriter progress;

    WireRun(WireSettings settings, Path out, PrintWriter progress) {
        this.settings = settings;
        this.out = out;
        this.progress = progress;
    }

    /** Measures, and writes the report after each scenario; false if one of them failed. */
    boolean run(Set<ScenarioName> wanted, String command) throws IOException, InterruptedException {
        String began = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        String machine = Machine.here().line();
        List<Section> sections = new ArrayList<>();
        boolean good = true;
        try (Launcher launcher = new Launcher(out.resolve("processes"))) {
            List<String> notes = notes(launcher.isPinning());
            notes.forEach(this::say);
            Stage stage = new Stage(launcher, settings, this::say);
            for (ScenarioName name : wanted) {
                try {
                    Section section = name.scenario().run(stage);
                    good &= section.failures().isEmpty();
                    sections.add(section);
                } catch (IOException e) {
                    good = false;
                    say(name + " failed: " + e.getMessage());
                    sections.add(failed(name, e));
                    launcher.close();
                }
                Path file = new Report(machine, command, began, notes, sections).write(out);
                say(name + " is in " + file);
            }
        }
        return good;
    }

    private List<String> notes(boolean pinned) {
        String flags = String.join(" ", settings.serverFlags(settings.heap()));
        return List.of(
                "Every server is a process of its own with one I/O thread and the JVM flags `" + flags + "`.",
                pinned
                        ? "Servers are pinned to core " + settings.serverCore()
                                + ", loads and simulated venues to core " + settings.loadCore() + '.'
                        : "**Nothing is pinned to a core, because there is no `taskset`: servers and load disturb one"
                                + " another.**");
    }

    private static Section failed(ScenarioName name, IOException why) {
        String failure = String.valueOf(why.getMessage());
        return new Section(name.toString(), "", List.of(), List.of(), Map.of("failed", failure), List.of(failure));
    }

    private void say(String line) {
        progress.println(line);
        progress.flush();
    }
}
