package io.quotegate.testkit;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * Runs the fuzz tests of a module over the inputs that are kept of them, and over nothing. Jazzer would do that too, but
 * attach its agent to the JVM of all other tests. Any thread.
 */
public final class FuzzCorpus {
    private static final String ENDING = "Fuzz.class";

    private FuzzCorpus() {}

    /** A container per method of the classes called {@code ...Fuzz} that were compiled to where {@code anchor} was. */
    public static Stream<DynamicNode> beside(Class<?> anchor) {
        URL compiled = anchor.getProtectionDomain().getCodeSource().getLocation();
        Path root = Path.of(uri(compiled));
        return list(root).stream()
                .map(root::relativize)
                .map(Path::toString)
                .filter(name -> name.endsWith(ENDING))
                .map(name -> load(name.substring(0, name.length() - ".class".length())))
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(FuzzTest.class))
                .map(FuzzCorpus::container);
    }

    private static DynamicNode container(Method method) {
        Class<?> type = method.getDeclaringClass();
        URL inputs = type.getResource(type.getSimpleName() + "Inputs/" + method.getName());
        List<Path> files = inputs == null ? List.of() : list(Path.of(uri(inputs)));
        Stream<DynamicTest> kept = files.stream()
                .map(file ->
                        dynamicTest(String.valueOf(file.getFileName()), () -> run(method, Files.readAllBytes(file))));
        return dynamicContainer(
                type.getSimpleName() + ' ' + method.getName(),
                Stream.concat(Stream.of(dynamicTest("nothing", () -> run(method, new byte[0]))), kept));
    }

    private static void run(Method method, byte[] input) throws Throwable {
        Constructor<?> constructor = method.getDeclaringClass().getDeclaredConstructor();
        constructor.setAccessible(true);
        method.setAccessible(true);
        try {
            method.invoke(constructor.newInstance(), input);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Class<?> load(String path) {
        try {
            return Class.forName(path.replace('/', '.').replace('\\', '.'));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> list(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URI uri(URL url) {
        try {
            return url.toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
