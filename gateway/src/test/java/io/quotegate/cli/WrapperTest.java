package io.quotegate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script that becomes {@code bin/quotegate}, run by this machine's shell with JDKs that only say what they are. */
@Timeout(120)
class WrapperTest {
    private static final Path SCRIPT = Path.of("src/main/sh/quotegate");
    private static final String SHORT = "-XX:TieredStopAtLevel=1|-XX:+UseSerialGC|";
    private static final String TRIM = "-XX:TrimNativeHeapInterval=60000|";

    @TempDir
    private Path temporary = Path.of("");

    private Path home = Path.of("");
    private Path wrapper = Path.of("");

    @BeforeEach
    void install() throws IOException {
        home = Files.createDirectories(temporary.toRealPath().resolve("of $a 'user'"));
        wrapper = home.resolve("bin/quotegate");
        Files.createDirectories(wrapper.getParent());
        Files.copy(SCRIPT, wrapper);
        runnable(wrapper);
        Files.createDirectories(home.resolve("gateway/target"));
        Files.createFile(home.resolve("gateway/target/quotegate.jar"));
    }

    private static void runnable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A JDK that prints what it is given, and the locale. */
    private Path jdk(String name, String version) throws IOException {
        Path jdk = home.resolve(name);
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        Files.writeString(
                jdk.resolve("bin/java"),
                "#!/bin/sh\nprintf '%s|' \"" + name + "\" \"$@\" \"${LC_ALL:-}\" \"${LC_CTYPE:-}\"\n");
        runnable(jdk.resolve("bin/java"));
        return jdk;
    }

    /** What is printed, errors too, with the exit code in front unless it is 0. */
    private String run(Path command, Map<String, String> environment, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(command.toString()));
        all.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(all).redirectErrorStream(true).directory(temporary.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().putAll(environment);
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return (process.exitValue() == 0 ? "" : process.exitValue() + ": ") + printed;
    }

    private String jar(String place) {
        return home.resolve(place).toString();
    }

    @Test
    void runsTheJarWithTheJdkOfJavaHomeAndTheArgumentsAsTheyAre() throws Exception {
        Path jdk = jdk("jdk 17", "17.0.15");
        assertThat(run(wrapper, Map.of("JAVA_HOME", jdk.toString()), "get", "*", "a b", ""))
                .isEqualTo("jdk 17|" + SHORT + "-jar|" + jar("bin/../gateway/target/quotegate.jar")
                        + "|get|*|a b||C.UTF-8||");
    }

    @Test
    void isFoundByLinksToLinks() throws Exception {
        Path jdk = jdk("jdk", "25");
        Path first = Files.createSymbolicLink(home.resolve("bin/again"), Path.of("quotegate"));
        Path second = Files.createSymbolicLink(temporary.resolve("qg"), first);
        assertThat(run(second, Map.of("JAVA_HOME", jdk.toString()), "x"))
                .startsWith("jdk|" + SHORT + "-jar|" + jar("bin/../gateway/target/quotegate.jar") + "|x|");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bin/quotegate.jar", "lib/quotegate.jar", "share/quotegate/quotegate.jar"})
    void findsTheJarWhereItIsInstalled(String place) throws Exception {
        Files.delete(home.resolve("gateway/target/quotegate.jar"));
        Files.createDirectories(home.resolve(place).getParent());
        Files.createFile(home.resolve(place));
        String printed = run(wrapper, Map.of("JAVA_HOME", jdk("jdk", "17").toString()));
        Path found = Path.of(printed.split("\\|", -1)[4]);
        assertThat(found.toRealPath()).isEqualTo(home.resolve(place));
    }

    @Test
    void saysThatThereIsNoJar() throws Exception {
        Files.delete(home.resolve("gateway/target/quotegate.jar"));
        assertThat(run(wrapper, Map.of("JAVA_HOME", jdk("jdk", "17").toString())))
                .startsWith("1: quotegate: no quotegate.jar beside " + home.resolve("bin") + ", ")
                .hasLineCount(1);
    }

    @Test
    void saysWhatIsWrongWithJavaHome() throws Exception {
        Path nothing = home.resolve("nothing");
        assertThat(run(wrapper, Map.of("JAVA_HOME", nothing.toString())))
                .isEqualTo("1: quotegate: JAVA_HOME is " + nothing
                        + ", where there is no bin/java (expected: a JDK of at least 17)\n");
        Path old = jdk("old", "1.8.0_302");
        assertThat(run(wrapper, Map.of("JAVA_HOME", old.toString())))
                .isEqualTo("1: quotegate: JAVA_HOME is " + old + ", which is Java 8 (expected: at least 17)\n");
    }

    @Test
    void takesTheJavaOfThePathIfItIsNewEnoughByALinkToo() throws Exception {
        Path linked = Files.createDirectories(home.resolve("linked"));
        Files.createSymbolicLink(linked.resolve("java"), jdk("jdk", "21.0.1").resolve("bin/java"));
        assertThat(run(wrapper, Map.of("PATH", linked + ":/usr/bin:/bin"))).startsWith("jdk|" + SHORT);
    }

    @Test
    void looksForAnotherWhenTheJavaOfThePathIsTooOld() throws Exception {
        Path user = home.resolve("user");
        jdk("user/.jdks/twenty", "20");
        String path = jdk("old", "11.0.2").resolve("bin") + ":/usr/bin:/bin";
        // One of this machine may come first; the one that is too old never does.
        assertThat(run(wrapper, Map.of("PATH", path, "HOME", user.toString()), "--version"))
                .doesNotStartWith("old|")
                .doesNotContain("no JDK");
    }

    @Test
    void asksAJavaThatHasNoReleaseFile() throws Exception {
        Path jdk = jdk("jdk", "17");
        Files.delete(jdk.resolve("release"));
        Files.writeString(
                jdk.resolve("bin/java"),
                "#!/bin/sh\n[ \"$1\" = -version ] && echo 'openjdk version \"19.0.1\" 2022-10-18' >&2 || echo ran\n");
        assertThat(run(wrapper, Map.of("JAVA_HOME", jdk.toString()))).isEqualTo("ran\n");
    }

    @Test
    void makesFileNamesUtf8WhateverTheLocaleSays() throws Exception {
        String jdk = jdk("jdk", "17").toString();
        assertThat(run(wrapper, Map.of("JAVA_HOME", jdk, "LC_ALL", "C"))).endsWith("|C.UTF-8|C.UTF-8|");
        assertThat(run(wrapper, Map.of("JAVA_HOME", jdk, "LC_ALL", "", "LANG", "de_DE")))
                .endsWith("||C.UTF-8|");
        assertThat(run(wrapper, Map.of("JAVA_HOME", jdk, "LC_ALL", "", "LANG", "de_DE.utf8")))
                .endsWith("|||");
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "feed", "load"})
    void leavesToTheJvmHowToRunWhatRunsForLong(String command) throws Exception {
        String jdk = jdk("jdk", "17").toString();
        assertThat(run(wrapper, Map.of("JAVA_HOME", jdk), command)).startsWith("jdk|-jar|");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "sim"})
    void takesLittleMemoryForWhatPlaysOnItsOwnMachine(String command) throws Exception {
        String jdk = jdk("jdk", "17").toString();
        assertThat(run(wrapper, Map.of("JAVA_HOME", jdk), command))
                .startsWith("jdk|-XX:+UseSerialGC|-Xms32m|" + TRIM + "-jar|");
    }

    @ParameterizedTest
    @CsvSource({"-Xmx2g -XX:+UseG1GC, -Xms32m|", "-Xms1g, -XX:+UseSerialGC|", "-XX:+UseZGC -XX:InitialHeapSize=1g, ''"})
    void leavesTheCollectorAndTheHeapToWhoSaysThem(String options, String left) throws Exception {
        String jdk = jdk("jdk", "17").toString();
        for (String variable : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS")) {
            assertThat(run(wrapper, Map.of("JAVA_HOME", jdk, variable, options), "demo"))
                    .startsWith("jdk|" + left + TRIM + "-jar|");
        }
    }

    @Test
    void tellsAJdkNothingThatItDoesNotKnow() throws Exception {
        Path jdk = jdk("jdk", "17");
        Files.writeString(
                jdk.resolve("bin/java"),
                "#!/bin/sh\ncase \"$*\" in *-version) exit 1 ;; *) printf '%s|' \"$@\" ;; esac\n");
        assertThat(run(wrapper, Map.of("JAVA_HOME", jdk.toString()), "demo"))
                .startsWith("-XX:+UseSerialGC|-Xms32m|-jar|");
    }

    /** As the JDK does it: a server that begins, and what rehearses behind it, which leaves {@code classes}. */
    private Path rehearsing(String version, int exit, String classes) throws IOException {
        Path jdk = jdk("jdk", version);
        Files.writeString(jdk.resolve("bin/java"), """
                #!/bin/sh
                case "$*" in
                *rehearse)
                    while [ ! -e "%1$s/begun" ]; do :; done
                    printf %%s "%3$s" > "${1#*=}"
                    : > "%1$s/rehearsed"
                    exit %2$d ;;
                *)
                    : > "%1$s/begun"
                    printf '%%s|' "$@"
                    while [ ! -e "%1$s/rehearsed" ]; do :; done
                    while ls "%1$s/cache/quotegate/"*.[0-9]* > /dev/null 2>&1; do :; done ;;
                esac
                """.formatted(temporary, exit, classes));
        Files.createDirectories(home.resolve("sleepless"));
        Path sleep = Files.writeString(home.resolve("sleepless/sleep"), "#!/bin/sh\n");
        runnable(sleep);
        return jdk;
    }

    private Map<String, String> caching(Path jdk) {
        return Map.of(
                "JAVA_HOME",
                jdk.toString(),
                "XDG_CACHE_HOME",
                temporary.resolve("cache").toString(),
                "PATH",
                home.resolve("sleepless") + ":/usr/bin:/bin");
    }

    private List<String> cached() throws IOException {
        try (Stream<Path> files = Files.list(temporary.resolve("cache/quotegate"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @ParameterizedTest
    @CsvSource({"17.0.15, -XX:SharedArchiveFile=, .jsa", "25.0.3, -XX:AOTCache=, .aot"})
    void keepsTheClassesOfAServerForTheNextStart(String version, String option, String ending) throws Exception {
        Map<String, String> environment = caching(rehearsing(version, 0, "classes"));
        assertThat(run(wrapper, environment, "serve")).startsWith("-jar|");
        assertThat(cached()).singleElement().asString().endsWith(ending);
        String kept = temporary.resolve("cache/quotegate") + "/" + cached().get(0);
        assertThat(run(wrapper, environment, "serve")).startsWith(option + kept + "|-jar|");
        assertThat(run(wrapper, environment, "get")).startsWith(option + kept + "|" + SHORT);
        Files.writeString(home.resolve("gateway/target/quotegate.jar"), "another");
        assertThat(run(wrapper, environment, "get")).startsWith(SHORT);
    }

    @ParameterizedTest
    @CsvSource({"1, half", "0, ''"})
    void keepsNothingOfARehearsalThatFailed(int exit, String classes) throws Exception {
        Map<String, String> environment = caching(rehearsing("17", exit, classes));
        assertThat(run(wrapper, environment, "serve")).startsWith("-jar|");
        assertThat(cached()).isEmpty();
    }

    @Test
    void keepsNoClassesWhereItIsToldNotTo() throws Exception {
        Map<String, String> environment = new HashMap<>(caching(jdk("jdk", "17")));
        environment.put("QUOTEGATE_CACHE", "");
        assertThat(run(wrapper, environment, "serve")).startsWith("jdk|-jar|");
        assertThat(temporary.resolve("cache")).doesNotExist();
    }
}
