package io.quotegate.gateway.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.quotegate.api.ErrorCode;
import io.quotegate.api.Refusal;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Outlet;
import io.quotegate.gateway.session.RecordingOutlet;
import io.quotegate.gateway.session.admission.AddressCounts;
import io.quotegate.service.files.FileCatalogue;
import io.quotegate.service.files.OpenFile;
import io.quotegate.testkit.Outcomes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadTest {
    private static final String CONTENT = "content".repeat(20_000); // three pieces

    @TempDir
    private Path directory;

    private final EmbeddedChannel channel = new EmbeddedChannel(); // its loop turns when it is told to
    private final Client client = new Client();

    @BeforeEach
    void putFile() throws IOException {
        channel.freezeTime();
        Files.writeString(directory.resolve("file"), CONTENT);
    }

    private Download begin(String name) {
        FileCatalogue catalogue = new FileCatalogue(directory, Runnable::run);
        return new LoopDownloads(catalogue, channel.eventLoop(), Runnable::run, new AddressCounts(1 << 20))
                .begin(name, List.of(), client);
    }

    private void turn(int times) {
        for (int i = 0; i < times; i++) {
            channel.advanceTimeBy(1, TimeUnit.NANOSECONDS); // what is scheduled amid it waits for the next
            channel.runPendingTasks();
        }
    }

    @AfterEach
    void closesTheFileWhateverBecameOfIt() {
        OpenFile file = client.file;
        if (file != null) {
            assertThatThrownBy(() -> file.read(0, ByteBuffer.allocate(1))).isInstanceOf(ClosedChannelException.class);
        }
    }

    @Test
    void sendsThePartThatTheClientWants() {
        client.wanted = new FilePart(7, CONTENT.length() - 7);
        begin("file");
        assertThat(client.file).as("nothing happens before the loop turns").isNull();
        turn(5);
        assertThat(client.content).hasToString(CONTENT.substring(7, CONTENT.length() - 7));
        assertThat(client.whole).isTrue();
    }

    @Test
    void sendsAnEmptyPartToo() {
        client.wanted = new FilePart(3, 3);
        begin("file");
        turn(1);
        assertThat(client.content.size()).isZero();
        assertThat(client.whole).isTrue();
    }

    @Test
    void opensNothingThatIsNotOffered() {
        begin("../file");
        turn(1);
        assertThat(client.refusal).isEqualTo(new Refusal(ErrorCode.UNKNOWN_FILE, "unknown file: ../file"));
    }

    @Test
    void sendsNothingToAClientThatSaidEverythingBefore() {
        begin("file");
        turn(5);
        assertThat(client.file).isNotNull();
        assertThat(client.content.size()).isZero();
        assertThat(client.whole).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "missing"})
    void tellsAClientThatIsGoneNothing(String name) {
        begin(name).close();
        turn(5);
        assertThat(client.file).isNull();
        assertThat(client.refusal).isNull();
    }

    /** Each in turn: what the client is called for throws. */
    @ParameterizedTest
    @ValueSource(strings = {"onOpened", "isReady", "content", "onSent", "onRefused"})
    void breaksOffWhereTheWayToTheClientFails(String where) {
        client.wanted = new FilePart(0, CONTENT.length());
        client.failing = where;
        begin(where.equals("onRefused") ? "missing" : "file");
        turn(5);
        assertThat(client.broken).isEqualTo(DisconnectReason.INTERNAL_ERROR);
        assertThat(client.outlet.faults).as("counted").isEqualTo(1);
        assertThat(client.outlet.reason).as("told by its own way").isNull();
    }

    @Test
    void closesTheConnectionWhereEvenThatCannotBeTold() {
        client.failing = "onOpened, onBroken";
        begin("file");
        turn(5);
        assertThat(client.outlet.reason).isEqualTo(DisconnectReason.INTERNAL_ERROR);
        assertThat(client.outlet.faults).isEqualTo(2);
    }

    @Test
    void tellsAClientWhenTheDiskCannotBeAsked() {
        FileCatalogue catalogue = new FileCatalogue(directory, Runnable::run);
        LoopDownloads downloads = new LoopDownloads(
                catalogue,
                channel.eventLoop(),
                task -> {
                    throw new IllegalStateException("on purpose");
                },
                new AddressCounts(1 << 20));
        client.wanted = new FilePart(0, CONTENT.length());
        downloads.begin("file", List.of(), client);
        turn(5);
        assertThat(client.broken).isEqualTo(DisconnectReason.INTERNAL_ERROR);
    }

    @Test
    void endsAmidTheContentWhenTheClientGoes() {
        client.wanted = new FilePart(0, CONTENT.length());
        Download download = begin("file");
        client.ready = false;
        turn(2);
        download.close();
        client.ready = true;
        download.onWritable();
        turn(5);
        assertThat(client.content.size()).isZero();
        assertThat(client.broken).isNull();
    }

    @Test
    void breaksOffWhenTheFileChanges() throws IOException {
        client.wanted = new FilePart(0, CONTENT.length());
        Download download = begin("file");
        client.ready = false;
        turn(1);
        Files.writeString(directory.resolve("file"), "other");
        client.ready = true;
        download.onWritable();
        turn(5);
        assertThat(client.broken).isEqualTo(DisconnectReason.FILE_CHANGED);
        assertThat(client.whole).isFalse();
    }

    @Test
    void beginsWhereTheClientLeftOff() throws IOException {
        FileCatalogue catalogue = new FileCatalogue(directory, Runnable::run);
        try (OpenFile file = Outcomes.value(catalogue.open("file", List.of()).join())) {
            int size = CONTENT.length();
            assertThat(Outcomes.value(FilePart.from(0, file))).isEqualTo(new FilePart(0, size));
            assertThat(Outcomes.value(FilePart.from(size, file))).isEqualTo(new FilePart(size, size));
            assertThat(Outcomes.refusal(FilePart.from(size + 1, file)))
                    .isEqualTo(Refusal.badRequest("offset: 140001 (expected: 0..140000)"));
            assertThat(Outcomes.refusal(FilePart.from(-1, file)))
                    .isEqualTo(Refusal.badRequest("offset: -1 (expected: 0..140000)"));
        }
    }

    private static final class Client implements Download.Sink {
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();
        private @Nullable FilePart wanted;
        private boolean ready = true;
        private @Nullable Refusal refusal;
        private @Nullable OpenFile file;
        private boolean whole;
        private final RecordingOutlet outlet = new RecordingOutlet();
        private String failing = "";
        private @Nullable DisconnectReason broken;

        private void failIn(String where) {
            if (failing.contains(where)) {
                throw new IllegalStateException("in " + where + ", on purpose");
            }
        }

        @Override
        public Outlet client() {
            return outlet;
        }

        @Override
        public void onRefused(Refusal why) {
            failIn("onRefused");
            refusal = why;
        }

        @Override
        public @Nullable FilePart onOpened(OpenFile opened) {
            file = opened;
            failIn("onOpened");
            return wanted;
        }

        @Override
        public boolean isReady() {
            failIn("isReady");
            return ready;
        }

        @Override
        public void content(ByteBuf piece) {
            try {
                failIn("content");
                piece.readBytes(content, piece.readableBytes());
            } catch (IOException e) {
                throw new AssertionError(e);
            } finally {
                piece.release();
            }
        }

        @Override
        public void onSent() {
            failIn("onSent");
            whole = true;
        }

        @Override
        public void onBroken(DisconnectReason reason) {
            failIn("onBroken");
            broken = reason;
        }
    }
}
