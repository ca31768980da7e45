package io.quotegate.text;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Names of files and directories, as people write them. Stateless: any thread. */
public final class PathText {
    private PathText() {}

    /** What {@code text} names; null if it is blank, or this machine can have nothing of that name. */
    public static @Nullable Path parse(String text) {
        try {
            return text.isBlank() ? null : Path.of(text);
        } catch (InvalidPathException e) {
            return null;
        }
    }
}
