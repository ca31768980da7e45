package io.quotegate.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced block of a document. Immutable: any thread.
 *
 * @param place document and line
 * @param kind  what it says it is; empty if it does not
 * @param note  what else it says of itself: of {@code sh} why it is not run, of {@code yaml} the name of the file
 */
record MarkdownBlock(String place, String kind, String note, String text) {
    private static final Pattern FENCED = Pattern.compile("(?ms)^```(\\S*)[ \t]*([^\n]*)\n(.*?)\n```$");

    static List<MarkdownBlock> of(Path root, String document) {
        String text;
        try {
            text = Files.readString(root.resolve(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<MarkdownBlock> blocks = new ArrayList<>();
        Matcher fenced = FENCED.matcher(text);
        while (fenced.find()) {
            long line = text.substring(0, fenced.start()).lines().count() + 1;
            blocks.add(new MarkdownBlock(document + ':' + line, fenced.group(1), fenced.group(2), fenced.group(3)));
        }
        return blocks;
    }

    /** Where it stands. */
    String document() {
        return place.substring(0, place.indexOf(':'));
    }

    /** Its commands, each in one line and without what is said of it. */
    List<String> commands() {
        return text.replace("\\\n", " ")
                .lines()
                .map(line -> line.replaceAll("(^| +)#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
