package io.quotegate.service.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** The CRC-32 of files, remembered for as long as the file stays what it is. Any thread; it blocks. */
final class FileChecksums {
    private static final int BUFFER_BYTES = 256 * 1024;
    /** Most that are remembered. */
    private static final int MOST = 10_000;

    private record Key(Path path, FileVersion version) {}

    private final Map<Key, Integer> known = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * That of {@code path}, which is read if it is not known.
     *
     * @throws FileChangedException if it is not {@code version} any more
     */
    int of(Path path, FileVersion version) throws IOException {
        Key key = new Key(path, version);
        Integer sum = find(key);
        if (sum == null) {
            sum = compute(path);
            if (!FileVersion.of(path).equals(version)) {
                throw new FileChangedException(path.toString());
            }
            remember(key, sum);
        }
        return sum;
    }

    private synchronized @Nullable Integer find(Key key) {
        return known.get(key);
    }

    private synchronized void remember(Key key, int sum) {
        known.put(key, sum);
        if (known.size() > MOST) {
            known.remove(known.keySet().iterator().next());
        }
    }

    private static int compute(Path path) throws IOException {
        CRC32 sum = new CRC32();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(path)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                sum.update(buffer, 0, count);
            }
        }
        return (int) sum.getValue();
    }
}
