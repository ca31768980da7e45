package io.quotegate.gateway.http.page;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every file of the page, read and packed once per process. Immutable: any thread, but reading blocks.
 *
 * @param files  by their name: {@code index.html}, {@code app/main.js}
 * @param readAt to the second; what is in a jar does not change while it runs
 */
public record PageFiles(Map<String, PageFile> files, Instant readAt) {
    static final String INDEX = "index.html";

    private static final String FOLDER = "/web/";

    /** What others wrote, by the name that it has here. */
    private static final Map<String, String> LIBRARIES =
            Map.of("app/echarts.min.js", "/META-INF/resources/webjars/echarts/5.5.0/echarts.min.js");

    /** Read when it is first asked for. */
    private static final class Holder {
        private static final PageFiles FILES = read();
    }

    /** Those of this process; blocks while they are read. */
    public static PageFiles ofProcess() {
        return Holder.FILES;
    }

    private static PageFiles read() {
        try {
            Map<String, PageFile> files = new HashMap<>();
            for (String name : names()) {
                files.put(name, PageFile.of(name, bytes(FOLDER + name)));
            }
            for (Map.Entry<String, String> library : LIBRARIES.entrySet()) {
                files.put(library.getKey(), PageFile.of(library.getKey(), bytes(library.getValue())));
            }
            return new PageFiles(Map.copyOf(files), Instant.now().truncatedTo(ChronoUnit.SECONDS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of all that lies beside the index, in a jar or, for tests, in a folder. */
    private static List<String> names() throws IOException {
        URL index = PageFiles.class.getResource(FOLDER + INDEX);
        if (index == null) {
            throw new FileNotFoundException(FOLDER + INDEX);
        }
        if (index.openConnection() instanceof JarURLConnection jar) {
            String prefix = FOLDER.substring(1);
            return jar.getJarFile().stream()
                    .filter(entry -> !entry.isDirectory() && entry.getName().startsWith(prefix))
                    .map(entry -> entry.getName().substring(prefix.length()))
                    .toList();
        }
        Path folder = Path.of(uri(index)).resolveSibling("");
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .toList();
        }
    }

    private static URI uri(URL url) throws IOException {
        try {
            return url.toURI();
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private static byte[] bytes(String resource) throws IOException {
        try (InputStream content = PageFiles.class.getResourceAsStream(resource)) {
            if (content == null) {
                throw new FileNotFoundException(resource);
            }
            return content.readAllBytes();
        }
    }

    @Nullable
    PageFile find(String name) {
        return files.get(name);
    }
}
