package io.quotegate.cli.files;

import io.quotegate.cli.option.UsageException;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of names as a shell's: without a {@code /} it is about the last part of a name, else about all of it. Immutable;
 * any thread.
 */
record NamePattern(PathMatcher matcher, boolean whole) {
    /**
     * The pattern spelled {@code glob}.
     *
     * @throws UsageException if it is none
     */
    static NamePattern of(String glob) {
        try {
            return new NamePattern(FileSystems.getDefault().getPathMatcher("glob:" + glob), glob.indexOf('/') >= 0);
        } catch (PatternSyntaxException e) {
            throw new UsageException("--match: " + glob + " (expected: a pattern like '*.gz')");
        }
    }

    boolean matches(String name) {
        try {
            Path path = Path.of(whole ? name : name.substring(name.lastIndexOf('/') + 1));
            return matcher.matches(path);
        } catch (InvalidPathException e) {
            return false; // no name in this locale
        }
    }
}
