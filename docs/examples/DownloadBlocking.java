import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.quotegate.codec.proto.v1.DownloadChunk;
import io.quotegate.codec.proto.v1.FileInfo;
import io.quotegate.codec.proto.v1.FileRequest;
import io.quotegate.codec.proto.v1.FileServiceGrpc;
import io.quotegate.codec.proto.v1.ListFilesRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;

/** The files on offer, and the content of the first, which is hashed as it comes. One that is gone on with has an offset. */
public final class DownloadBlocking {
    private DownloadBlocking() {}

    public static void main(String[] arguments) throws NoSuchAlgorithmException {
        ManagedChannel channel = Example.channel(arguments);
        try {
            FileServiceGrpc.FileServiceBlockingStub files = FileServiceGrpc.newBlockingStub(channel);
            List<FileInfo> listed =
                    files.listFiles(ListFilesRequest.getDefaultInstance()).getFilesList();
            listed.forEach(file -> System.out.println(file.getName() + ' ' + file.getSize()));
            if (!listed.isEmpty()) {
                download(files, listed.get(0).getName());
            }
        } catch (StatusRuntimeException e) {
            Example.fail(e);
        } finally {
            channel.shutdownNow();
        }
    }

    private static void download(FileServiceGrpc.FileServiceBlockingStub files, String name)
            throws NoSuchAlgorithmException {
        MessageDigest hash = MessageDigest.getInstance("SHA-256");
        Iterator<DownloadChunk> chunks =
                files.download(FileRequest.newBuilder().setName(name).build());
        FileInfo header = chunks.next().getHeader();
        long bytes = 0;
        while (chunks.hasNext()) {
            ByteString data = chunks.next().getData();
            hash.update(data.asReadOnlyByteBuffer());
            bytes += data.size();
        }
        boolean right =
                !header.hasSha256() || header.getSha256().equals(HexFormat.of().formatHex(hash.digest()));
        System.out.println(bytes + " bytes of " + name + (right ? " are right" : " are damaged"));
    }
}
