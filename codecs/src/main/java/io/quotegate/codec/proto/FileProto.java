package io.quotegate.codec.proto;

import static io.quotegate.codec.proto.ServerFrames.frame;
import static io.quotegate.codec.proto.ServerFrames.put;

import io.quotegate.api.FileEntry;
import io.quotegate.codec.FileEncoder;
import io.quotegate.codec.proto.v1.FileEnd;
import io.quotegate.codec.proto.v1.FileInfo;
import io.quotegate.codec.proto.v1.FileList;
import io.quotegate.text.ByteWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said of files as Protobuf, the same for frames and gRPC. Stateless: any thread. */
public final class FileProto implements FileEncoder {
    static final FileProto ENCODER = new FileProto();

    private FileProto() {}

    /** The message that tells of {@code file}. */
    public static FileInfo message(FileEntry file) {
        FileInfo.Builder message = FileInfo.newBuilder()
                .setName(file.name())
                .setSize(file.sizeBytes())
                .setModified(file.modifiedUs());
        return file.sha256() == null
                ? message.build()
                : message.setSha256(file.sha256()).build();
    }

    /** The message that lists {@code files}. */
    public static FileList message(List<FileEntry> files) {
        FileList.Builder list = FileList.newBuilder();
        files.forEach(file -> list.addFiles(message(file)));
        return list.build();
    }

    @Override
    public void list(ByteWriter out, @Nullable String id, List<FileEntry> files) {
        put(out, frame(id).setFiles(message(files)));
    }

    @Override
    public void header(ByteWriter out, @Nullable String id, FileEntry file) {
        put(out, frame(id).setFile(message(file)));
    }

    @Override
    public void end(ByteWriter out, @Nullable String id) {
        put(out, frame(id).setFileEnd(FileEnd.getDefaultInstance()));
    }
}
