package io.quotegate.gateway.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.quotegate.api.Refusal;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Outlet;
import io.quotegate.gateway.session.RecordingOutlet;
import io.quotegate.gateway.session.admission.AddressCounts;
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

@Timeout(120)
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

    @Test
    void goOnWhenTheWayToOneClientFails() throws IOException {
        startAll();
        clients.get(0).failing = true;
        clients.get(7).failing = true;

        for (int turns = 0; turns <= DOWNLOADS * SIZE / TURN_BYTES; turns++) {
            turn();
        }

        assertThat(clients.stream().filter(client -> client.whole)).hasSize(DOWNLOADS - 2);
        assertThat(clients.stream().filter(client -> client.broken == DisconnectReason.INTERNAL_ERROR))
                .containsExactly(clients.get(0), clients.get(7));
        assertThat(clients.get(0).outlet.faults).as("counted").isEqualTo(1);
    }

    @Test
    void refuseAConnectionThatHasManyUnderWayUntilOneIsOver() throws IOException {
        LoopDownloads downloads = downloads();
        RecordingOutlet one = new RecordingOutlet();
        for (int i = 0; i < DownloadShares.MOST_OF_CONNECTION + 1; i++) {
            clients.add(new Client(downloads, one));
        }
        turn();
        assertThat(clients.stream().filter(client -> client.refused)).containsExactly(clients.get(16));
        clients.get(3).download.close();
        clients.get(3).download.close(); // which counts once
        while (!clients.get(5).whole) {
            turn();
        }
        long over =
                clients.subList(0, 16).stream().filter(client -> client.whole).count() + 1;
        for (int i = 0; i < DownloadShares.MOST_OF_CONNECTION; i++) {
            clients.add(new Client(downloads, one));
        }
        turn();
        assertThat(clients.subList(17, 33).stream().filter(client -> client.refused))
                .hasSize((int) (16 - over));
        clients.forEach(client -> client.download.close());
    }

    private LoopDownloads downloads() throws IOException {
        Files.write(directory.resolve("file"), new byte[SIZE]);
        FileCatalogue catalogue = new FileCatalogue(directory, Runnable::run);
        channel.freezeTime();
        return new LoopDownloads(catalogue, channel.eventLoop(), Runnable::run, new AddressCounts(1 << 20));
    }

    private void startAll() throws IOException {
        LoopDownloads downloads = downloads();
        for (int i = 0; i < DOWNLOADS; i++) {
            clients.add(new Client(downloads, new RecordingOutlet()));
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
        private final RecordingOutlet outlet;
        private final Download download;
        private long sent;
        private boolean failing;
        private boolean ready = true;
        private boolean whole;
        private boolean refused;
        private @Nullable DisconnectReason broken;

        Client(LoopDownloads downloads, RecordingOutlet connection) {
            outlet = connection;
            download = downloads.begin("file", List.of(), this);
        }

        @Override
        public Outlet client() {
            return outlet;
        }

        @Override
        public void onRefused(Refusal refusal) {
            refused = true;
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
            int length = piece.readableBytes();
            piece.release();
            if (failing) {
                throw new IllegalStateException("on purpose");
            }
            sent += length;
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
