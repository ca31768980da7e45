package io.quotegate.app;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which names of files this JVM can say. It takes that from the locale when it starts, and nothing can change it then, not
 * even {@code -Dsun.jnu.encoding}. Any thread.
 */
final class FileNameEncoding {
    private static final Logger LOG = LoggerFactory.getLogger(FileNameEncoding.class);

    private FileNameEncoding() {}

    /** Says in a line if there are names that cannot be served. */
    static void warn() {
        String problem = problem(System.getProperty("sun.jnu.encoding"));
        if (problem != null) {
            LOG.warn(problem);
        }
    }

    /** What is wrong with a JVM that takes the names of files for {@code encoding}; null if nothing is. */
    static @Nullable String problem(@Nullable String encoding) {
        if (encoding == null || encoding.replace("-", "").equalsIgnoreCase("utf8")) {
            return null;
        }
        return "files whose names are not ASCII cannot be served: the locale's names are " + encoding
                + " (expected: UTF-8, as with LC_ALL=C.UTF-8, or by bin/quotegate)";
    }
}
