package io.quotegate.testkit;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a JVM of ours is started that is not this one: with the jar that was built, as users have it, where the property
 * {@code quotegate.jar} says where that is, and else, as in an editor, with the class path of this JVM. The jar starts
 * sooner, the more so with the classes that the build has archived beside it. Any thread.
 */
public final class OurJvm {
    private static final String MAIN = "io.quotegate.cli.Main"; // the jar's
    private static final List<String> MANIFEST =
            List.of("--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED", "--enable-native-access=ALL-UNNAMED");
    private static final @Nullable Path JAR = built();

    private OurJvm() {}

    private static @Nullable Path built() {
        String file = System.getProperty("quotegate.jar");
        return file == null || !Files.isRegularFile(Path.of(file))
                ? null
                : Path.of(file).toAbsolutePath();
    }

    /** The program {@code java} of this JVM. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Where all classes are found that are not of tests; behind {@code -cp}. */
    public static String classPath() {
        return JAR == null
                ? Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .collect(joining(File.pathSeparator))
                : JAR.toString();
    }

    /** The command that starts quotegate; its own arguments go behind it. */
    public static List<String> quotegate(String... options) {
        List<String> command = begin(options);
        if (JAR == null) {
            command.addAll(MANIFEST);
            command.addAll(List.of("-cp", classPath(), MAIN));
        } else {
            command.addAll(List.of("-jar", JAR.toString()));
        }
        return command;
    }

    /** The command that starts {@code main}, which is a program of a test. */
    public static List<String> program(Class<?> main, String... options) {
        return program(
                Path.of(URI.create(
                        main.getProtectionDomain().getCodeSource().getLocation().toString())),
                main.getName(),
                options);
    }

    /** The command that starts {@code main}, which is one of {@code classes}. */
    public static List<String> program(Path classes, String main, String... options) {
        List<String> command = begin(options);
        command.addAll(MANIFEST);
        command.addAll(List.of("-cp", classPath() + File.pathSeparator + classes.toAbsolutePath(), main));
        return command;
    }

    /** A command as a shell reads it. */
    public static String line(List<String> command) {
        return command.stream().map(word -> '\'' + word + '\'').collect(joining(" "));
    }

    /** What it runs ends before the second compiler would pay. */
    private static List<String> begin(String... options) {
        List<String> command = new ArrayList<>(List.of(java(), "-XX:TieredStopAtLevel=1"));
        if (JAR != null) {
            Path archive = JAR.resolveSibling("quotegate.jsa");
            if (Files.isRegularFile(archive)) {
                command.add("-XX:SharedArchiveFile=" + archive);
                command.add("-Xlog:disable"); // or one of another jar would be told of in what is printed
            }
        }
        command.addAll(List.of(options));
        return command;
    }
}
