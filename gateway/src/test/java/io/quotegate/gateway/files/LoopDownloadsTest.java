package io.quotegate.gateway.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.quotegate.api.Refusal;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.service.files.FileCatalogue;
import io.quotegate.service.files.OpenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LoopDownloadsTest {
    private static final int DOWNLOADS = 20;
    private static final int PIECE_BYTES = 64 * 1024;
    private static final int TURN_BYTES = 128 * 1024;
    private static final int SIZE = 5 * PIECE_BYTES;

    @TempDir
    private Path directory;

    private final EmbeddedChannel channel = new EmbeddedChannel(); // its loop turns when it is told to
    private final List<Client> clients = new ArrayList<>();

    @Test
    void sendNoMoreInOneTurnOfTheLoopThanIsTheirsTogether() throws IOException {
        startAll();

        int turns = 0;
        while (turns < DOWNLOADS * SIZE / TURN_BYTES) {
            long before = sent();
            turn();
            turns++;
            assertThat(sent() - before).as("turn %d", turns).isEqualTo(TURN_BYTES);
        }

        assertThat(clients).allMatch(client -> client.whole);
    }

    @Test
    void takeTurns() throws IOException {
        startAll();

        while (sent() < (long) DOWNLOADS * SIZE) {
            turn();
            long least = clients.stream().mapToLong(client -> client.sent).min().orElseThrow();
            long most = clients.stream().mapToLong(client -> client.sent).max().orElseThrow();
            assertThat(most - least).isLessThanOrEqualTo(PIECE_BYTES);
        }
    }

    @Test
    void waitForNobodyWhoTakesNothing() throws IOException {
        startAll();
        clients.get(0).ready = false;

        while (clients.stream().filter(client -> client.whole).count() < DOWNLOADS - 1) {
            long before = sent();
            turn();
            assertThat(sent()).isGreaterThan(before);
        }

        assertThat(clients.get(0).sent).isZero();
        clients.get(0).ready = true;
        clients.get(0).download.onWritable();
        while (!clients.get(0).whole) {
            turn();
        }
    }

    @Test
    void endWithAClientThatTakesNothingForAMinute() throws IOException {
        startAll();
        Client stalled = clients.get(0);
        stalled.ready = false;
        while (clients.stream().filter(client -> client.whole).count() < DOWNLOADS - 1) {
            turn();
        }

        channel.advanceTimeBy(59, TimeUnit.SECONDS);
        channel.runPendingTasks();
        assertThat(stalled.broken).isNull();
        channel.advanceTimeBy(1, TimeUnit.SECONDS);
        channel.runPendingTasks();

        assertThat(stalled.broken).isEqualTo(DisconnectReason.SLOW_CONSUMER);
        assertThat(clients.stream().filter(client -> client.broken != null)).containsExactly(stalled);
    }

    private void startAll() throws IOException {
        Files.write(directory.resolve("file"), new byte[SIZE]);
        FileCatalogue catalogue = new FileCatalogue(directory, Runnable::run);
        LoopDownloads downloads = new LoopDownloads(catalogue, channel.eventLoop(), Runnable::run);
        channel.freezeTime();
        for (int i = 0; i < DOWNLOADS; i++) {
            clients.add(new Client(downloads));
        }
        channel.runPendingTasks(); // what was read is there
    }

    private void turn() {
        channel.advanceTimeBy(1, TimeUnit.NANOSECONDS); // what is scheduled amid it waits for the next
        channel.runPendingTasks();
    }

    private long sent() {
        return clients.stream().mapToLong(client -> client.sent).sum();
    }

    private static final class Client implements Download.Sink {
        private final Download download;
        private long sent;
        private boolean ready = true;
        private boolean whole;
        private @Nullable DisconnectReason broken;

        Client(LoopDownloads downloads) {
            download = downloads.begin("file", List.of(), this);
        }

        @Override
        public void onRefused(Refusal refusal) {
            throw new AssertionError(refusal);
        }

        @Override
        public FilePart onOpened(OpenFile file) {
            return new FilePart(0, SIZE);
        }

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public void content(ByteBuf piece) {
            sent += piece.readableBytes();
            piece.release();
        }

        @Override
        public void onSent() {
            whole = true;
        }

        @Override
        public void onBroken(DisconnectReason reason) {
            broken = reason;
        }
    }
}
