package io.quotegate.cli;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says: the version, the commit it was built from, and the Java that runs it. Any thread. */
final class VersionText implements IVersionProvider {
    private static final String COMMIT = "Implementation-Commit";

    @Override
    public String[] getVersion() {
        String version = Main.class.getPackage().getImplementationVersion();
        return new String[] {
            "quotegate " + (version == null ? "development" : version) + ", commit " + commit(),
            System.getProperty("java.runtime.name") + ' ' + Runtime.version() + " of "
                    + System.getProperty("java.vendor") + ", in " + System.getProperty("java.home"),
            System.getProperty("os.name") + ' ' + System.getProperty("os.version") + ' ' + System.getProperty("os.arch")
        };
    }

    private static String commit() {
        try {
            String commit = manifestEntry(COMMIT);
            return commit == null || commit.isEmpty() ? "unknown" : commit;
        } catch (IOException e) {
            return "unknown";
        }
    }

    /** What our own jar's manifest says; null without a jar. */
    private static @Nullable String manifestEntry(String name) throws IOException {
        URL own = Main.class.getResource("Main.class");
        URLConnection connection = own == null ? null : own.openConnection();
        return connection instanceof JarURLConnection jar
                ? jar.getMainAttributes().getValue(name)
                : null;
    }
}
