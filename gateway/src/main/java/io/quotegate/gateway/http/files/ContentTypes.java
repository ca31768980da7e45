package io.quotegate.gateway.http.files;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.quotegate.gateway.http.Preference;
import io.quotegate.gateway.http.RequestHead;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a file is, by its name, and how it is packed. Any thread.
 *
 * @see <a href="https://www.iana.org/assignments/media-types/media-types.xhtml">IANA, media types</a>
 */
public final class ContentTypes {
    private static final String UNKNOWN = "application/octet-stream";
    private static final Map<String, String> BY_ENDING = Map.ofEntries(
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("csv", "text/csv; charset=utf-8"),
            Map.entry("gz", "application/gzip"),
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("log", "text/plain; charset=utf-8"),
            Map.entry("md", "text/markdown; charset=utf-8"),
            Map.entry("parquet", "application/vnd.apache.parquet"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("png", "image/png"),
            Map.entry("proto", "text/plain; charset=utf-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("tar", "application/x-tar"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("xml", "application/xml"),
            Map.entry("yaml", "application/yaml"),
            Map.entry("zip", "application/zip"),
            Map.entry("zst", "application/zstd"));
    /** Endings that say how the content is packed, and what HTTP calls that. */
    private static final Map<String, String> CODINGS = Map.of("gz", "gzip", "zst", "zstd");

    /** What a browser may show, because nothing in it runs; anything else it is to keep. */
    private static final Set<String> SHOWN = Set.of("csv", "jpg", "json", "log", "md", "png", "proto", "txt", "yaml");

    private ContentTypes() {}

    /** Whether a browser may show the file called {@code name} in place of a page. */
    static boolean isShown(String name) {
        return SHOWN.contains(ending(name));
    }

    /** What the content of the file called {@code name} is. */
    public static String of(String name) {
        return BY_ENDING.getOrDefault(ending(name), UNKNOWN);
    }

    /** How the content of the file called {@code name} is packed; null if it is not, as far as its name tells. */
    static @Nullable String coding(String name) {
        return CODINGS.get(ending(name));
    }

    /** The name without the ending that says how it is packed. */
    static String unpacked(String name) {
        return name.substring(0, name.length() - ending(name).length() - 1);
    }

    /** Whether the client takes content that is packed as {@code coding} (RFC 9110 §12.5.3). */
    public static boolean accepts(RequestHead request, String coding) {
        return Preference.of(request.field(HttpHeaderNames.ACCEPT_ENCODING), coding) > 0;
    }

    private static String ending(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
