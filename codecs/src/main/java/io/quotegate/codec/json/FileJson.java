package io.quotegate.codec.json;

import static io.quotegate.codec.json.JsonEvents.event;

import io.quotegate.api.FileEntry;
import io.quotegate.codec.FileEncoder;
import io.quotegate.text.ByteWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said of files as JSON. Stateless: any thread. */
public final class FileJson implements FileEncoder {
    static final FileJson ENCODER = new FileJson();

    private FileJson() {}

    /** Appends {@code [{file},...]}. */
    public static void array(ByteWriter out, List<FileEntry> files) {
        JsonEvents.array(out, files, FileJson::object);
    }

    private static void object(ByteWriter out, FileEntry file) {
        out.ascii("{\"name\":").jsonString(file.name()).ascii(",\"size\":").number(file.sizeBytes());
        out.ascii(",\"modified\":").number(file.modifiedUs()).ascii(",\"sha256\":");
        sha256(out, file).put('}');
    }

    private static ByteWriter sha256(ByteWriter out, FileEntry file) {
        return file.sha256() == null ? out.ascii("null") : out.jsonString(file.sha256());
    }

    @Override
    public void list(ByteWriter out, @Nullable String id, List<FileEntry> files) {
        array(event(out, "files", id).ascii(",\"data\":"), files);
        out.put('}');
    }

    @Override
    public void header(ByteWriter out, @Nullable String id, FileEntry file) {
        event(out, "file", id).ascii(",\"name\":").jsonString(file.name());
        out.ascii(",\"size\":").number(file.sizeBytes()).ascii(",\"sha256\":");
        sha256(out, file).put('}');
    }

    @Override
    public void end(ByteWriter out, @Nullable String id) {
        event(out, "file-end", id).put('}');
    }
}
