package io.quotegate.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway says of a file. Immutable; any thread.
 *
 * @param modified null where it does not say, as at the head of a download
 * @param sha256   in hexadecimal digits; null while it is being computed
 */
record FileOffer(
        String name,
        long sizeBytes,
        @Nullable FileTime modified,
        @Nullable String sha256) {
    static FileOffer of(JsonNode file) {
        JsonNode modified = file.path("modified");
        return new FileOffer(
                file.path("name").asText(),
                file.path("size").asLong(),
                modified.isNumber() ? FileTime.from(modified.asLong(), TimeUnit.MICROSECONDS) : null,
                file.path("sha256").textValue());
    }
}
