package io.quotegate.config.source;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/** Where a text is not YAML, and why. Lines and columns are counted from 1. Immutable: any thread. */
record SyntaxError(int line, int column, String problem) {
    /** Jackson only knows the token before; what it wraps knows the place. */
    static SyntaxError of(JsonProcessingException e, String text) {
        if (e.getCause() instanceof MarkedYAMLException cause && cause.getProblemMark() != null) {
            Mark mark = cause.getProblemMark();
            return new SyntaxError(mark.getLine() + 1, mark.getColumn() + 1, cause.getProblem());
        }
        if (e.getCause() instanceof ReaderException) {
            return ofUnprintable(text, e.getOriginalMessage());
        }
        JsonLocation place = e.getLocation() == null ? JsonLocation.NA : e.getLocation();
        String problem = e.getOriginalMessage().replaceFirst("(?s), got this instead.*", "");
        return new SyntaxError(Math.max(1, place.getLineNr()), Math.max(1, place.getColumnNr()), problem);
    }

    private static SyntaxError ofUnprintable(String text, String problem) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < text.length() && StreamReader.isPrintable(text.codePointAt(i)); ) {
            boolean ends = text.charAt(i) == '\n';
            line += ends ? 1 : 0;
            column = ends ? 1 : column + 1;
            i += Character.charCount(text.codePointAt(i));
        }
        return new SyntaxError(line, column, problem);
    }
}
