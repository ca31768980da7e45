package io.quotegate.codec.sbe;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The schema that our SBE messages follow, for those who make a decoder of it. Any thread. */
public final class SbeSchema {
    private static final String RESOURCE = "/sbe/quotegate.xml";

    private SbeSchema() {}

    /** The whole document, in UTF-8. Blocks while it is read. */
    public static byte[] document() {
        try (InputStream schema = SbeSchema.class.getResourceAsStream(RESOURCE)) {
            if (schema == null) {
                throw new FileNotFoundException(RESOURCE);
            }
            return schema.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
