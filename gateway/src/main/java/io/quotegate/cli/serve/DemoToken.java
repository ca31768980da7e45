package io.quotegate.cli.serve;

import io.quotegate.api.Right;
import io.quotegate.auth.TokenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A token for as long as a demonstration runs, with every right. It has a name of its own, so that of a demonstration beside it
 * stays valid. Any thread; blocks.
 */
final class DemoToken implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DemoToken.class);

    private final TokenFile file;
    private final String name;
    private final String secret;
    private final AtomicBoolean closed = new AtomicBoolean();

    private DemoToken(TokenFile file, String name, String secret) {
        this.file = file;
        this.name = name;
        this.secret = secret;
    }

    /** Adds one to the tokens of {@code path}, which is made if it is not there. */
    static DemoToken in(Path path) throws IOException {
        TokenFile file = new TokenFile(path);
        String name = "demo-" + ProcessHandle.current().pid();
        if (Files.exists(path)
                && file.tokens().stream().anyMatch(token -> token.name().equals(name))) {
            file.revoke(name); // of one that was killed, and whose number this process got
        }
        return new DemoToken(file, name, file.add(name, EnumSet.copyOf(Right.GIVEN)));
    }

    /** What is shown to the gateway. */
    String secret() {
        return secret;
    }

    /** It is valid no more; more than once is as good as once. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            file.revoke(name);
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} stays in {}: {}", name, file.path(), e.getMessage());
        }
    }
}
