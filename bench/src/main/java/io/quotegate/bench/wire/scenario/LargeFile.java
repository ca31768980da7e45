package io.quotegate.bench.wire.scenario;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a gateway offers for as long as a scenario runs, in a directory of its own. For one thread. */
final class LargeFile implements AutoCloseable {
    private static final int MIB = 1024 * 1024;

    private final Path directory = Files.createTempDirectory("quotegate-downloads");
    private final Path file;

    LargeFile(String name, int mib) throws IOException {
        file = directory.resolve(name);
        byte[] piece = new byte[MIB];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < mib; i++) {
                out.write(piece);
            }
        }
    }

    /** {@code spec}, offering it. */
    ServerSpec offeredBy(ServerSpec spec) {
        return spec.with("files.dir=" + directory);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
        Files.delete(directory);
    }
}
