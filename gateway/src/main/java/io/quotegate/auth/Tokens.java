package io.quotegate.auth;

import io.quotegate.text.FailureText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens that are valid now, as their file says. Any thread may ask, at the price of one read of a field; {@link #use}
 * and {@link #reload} block.
 */
public final class Tokens {
    private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);

    private final TokenStats stats = new TokenStats();

    private volatile TokenTable table = TokenTable.OFF; // a new one is whole before it is seen
    private @Nullable TokenFile file; // guarded by this, as is what follows
    private String loaded = "";
    private @Nullable String refused; // what is wrong was said of it

    /** Nobody needs one, until {@link #use} says otherwise. */
    public Tokens() {}

    /** Those that are valid now. */
    public TokenTable table() {
        return table;
    }

    public TokenStats stats() {
        return stats;
    }

    /**
     * From now on the tokens in {@code path} are needed, or none if it is null.
     *
     * @throws IOException if it cannot be used, saying why; then everything stays as it was
     */
    public void use(@Nullable Path path) throws IOException {
        prepare(path).run();
    }

    /**
     * Reads {@code path}, and changes nothing yet; what is returned does what {@link #use} does, and does not fail.
     *
     * @throws IOException if it cannot be used, saying why
     */
    public Runnable prepare(@Nullable Path path) throws IOException {
        if (path == null) {
            return () -> take(null, "", TokenTable.OFF);
        }
        TokenFile next = new TokenFile(path);
        String content = next.content();
        try {
            TokenTable read = TokenTable.of(next.tokens(content));
            return () -> {
                take(next, content, read);
                LOG.info("{} tokens of {}: every protocol needs one", read.all().size(), path);
            };
        } catch (TokenException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private synchronized void take(@Nullable TokenFile from, String content, TokenTable next) {
        file = from;
        loaded = content;
        refused = null;
        stats.count = next.all().size();
        table = next;
    }

    /** Takes the file up if it changed; what cannot be used is said once, and changes nothing. */
    public synchronized void reload() {
        TokenFile known = file;
        if (known == null) {
            return;
        }
        String content = "";
        try {
            content = known.content();
            if (content.equals(loaded) || content.equals(refused)) {
                return;
            }
            Set<String> before = names();
            take(known, content, TokenTable.of(known.tokens(content)));
            stats.reloads.increment();
            Set<String> gone = new HashSet<>(before);
            gone.removeAll(names());
            LOG.info(
                    "the changed tokens are taken: {} of them, gone are {}",
                    table.all().size(),
                    gone);
        } catch (IOException | TokenException e) {
            String why = e instanceof TokenException ? content : FailureText.of(e);
            if (!why.equals(refused)) {
                refused = why;
                stats.reloadFailures.increment();
                LOG.warn("the changed tokens are not taken, the old ones stay: {}", FailureText.of(e));
            }
        }
    }

    private Set<String> names() {
        Set<String> names = new HashSet<>();
        table.all().forEach(token -> names.add(token.name()));
        return names;
    }
}
