package io.quotegate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quotegate.testkit.OurJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs lines as people paste them, in a shell, with what {@link OurJvm} starts in place of the jar, which may not be built
 * yet, and other ports. One thread.
 *
 * @param directory    where they run
 * @param replacements what of a line is to be another thing, such as ports
 */
record PastedShell(Path directory, Map<String, String> replacements) {
    private static final String JAR = "gateway/target/quotegate.jar";
    private static final Pattern PROGRAM = Pattern.compile("(?:^|[|(;] *|&& *)(?:[A-Z]+=\\S+ +)*([a-z0-9]+) ");

    /** Debian's before any other, whose libraries are Debian's. */
    private static final String PYTHON =
            Files.isExecutable(Path.of("/usr/bin/python3")) ? "/usr/bin/python3" : "python3";

    /** The line as it is run. */
    String ours(String line) {
        String ours = line;
        for (Map.Entry<String, String> each : replacements.entrySet()) {
            ours = ours.replaceAll(each.getKey(), each.getValue());
        }
        String main = OurJvm.line(OurJvm.quotegate()) + ' ';
        String classPath = OurJvm.line(List.of(OurJvm.classPath()));
        return ours.replaceAll("(?<!java -jar )" + Pattern.quote(JAR), Matcher.quoteReplacement(classPath))
                .replace("java -jar " + JAR + ' ', main)
                .replaceAll("^quotegate ", Matcher.quoteReplacement(main))
                .replaceAll("\\bpython3 ", PYTHON + ' ');
    }

    /** Skips the test where a program that {@code line} begins is not there. */
    static void assumeProgramsOf(String line) throws Exception {
        for (MatchResult program : PROGRAM.matcher(line).results().toList()) {
            assumeTrue(isThere(program.group(1)), program.group(1) + " is not there");
        }
    }

    /** npx would fetch from the Internet what it is to run; quotegate is ours. */
    private static boolean isThere(String program) throws Exception {
        return program.equals("quotegate")
                || (!program.equals("npx")
                        && new ProcessBuilder("sh", "-c", "command -v " + program)
                                        .start()
                                        .waitFor()
                                == 0);
    }

    Process start(String line) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", ours(line))
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("QUOTEGATE_SERVER_WARM_UP", "0");
        return builder.start();
    }

    /** What it prints until it ends, which it does well. */
    String run(String line) throws Exception {
        Process process = start(line);
        try {
            String shown = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).as(line).isTrue();
            assertThat(process.exitValue()).as("%s: %s", line, shown).isZero();
            return shown;
        } finally {
            end(process);
        }
    }

    /** The first line that has {@code expected} in it, of what may go on for ever. */
    String firstOf(String line, String expected) throws IOException {
        Process process = start(line);
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            String shown = out.readLine();
            while (shown != null && !shown.contains(expected)) {
                shown = out.readLine();
            }
            return String.valueOf(shown);
        } finally {
            end(process);
        }
    }

    static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
