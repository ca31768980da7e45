package io.quotegate.feed.tap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.feed.peer.HandshakeRefusal;
import io.quotegate.feed.socket.SocketOwner;
import io.quotegate.market.Venue;
import io.quotegate.ring.Doorbell;
import io.quotegate.text.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FeedTapTest {
    private static final int CAPACITY = 1024;

    private final List<String> heard = new ArrayList<>();
    private final List<String> owner = new ArrayList<>();
    private final FeedTap tap = new FeedTap(Set.of(Venue.OKX), CAPACITY);
    private int rings;
    private final TapReader reader = tap.reader(new Listener(), new Doorbell(Runnable::run, () -> rings++));

    FeedTapTest() {
        reader.attend();
    }

    private final class Listener implements TapListener {
        @Override
        public void onOpen(int connection, Venue venue) {
            heard.add(connection + " opened to " + venue);
        }

        @Override
        public void onSaid(int connection, byte[] bytes, int from, int to) {
            heard.add(connection + " said " + new String(bytes, from, to - from, UTF_8));
        }

        @Override
        public void onHeard(int connection, byte[] bytes, int from, int to) {
            heard.add(connection + " heard " + new String(bytes, from, to - from, UTF_8));
        }

        @Override
        public void onAlive(int connection) {
            heard.add(connection + " alive");
        }

        @Override
        public void onEnd(int connection) {
            heard.add(connection + " ended");
        }

        @Override
        public void onLost() {
            heard.add("lost");
        }

        @Override
        public void onReadComplete() {
            heard.add("read");
        }
    }

    private final class Owner implements SocketOwner {
        @Override
        public void onOpen(boolean simulated) {
            owner.add("open");
        }

        @Override
        public void onHandshakeRefused(HandshakeRefusal refusal) {
            owner.add("refused");
        }

        @Override
        public void onRead() {
            owner.add("read");
        }

        @Override
        public void onReadComplete() {
            owner.add("complete");
        }

        @Override
        public void onText(byte[] bytes, int from, int to) {
            owner.add(new String(bytes, from, to - from, UTF_8));
        }

        @Override
        public void onBinary() {
            owner.add("binary");
        }

        @Override
        public void onViolation(String detail) {
            owner.add(detail);
        }

        @Override
        public void onEnd(String reason) {
            owner.add(reason);
        }
    }

    private static void text(SocketOwner socket, String text) {
        byte[] bytes = ("-" + text + "-").getBytes(UTF_8);
        socket.onText(bytes, 1, bytes.length - 1);
    }

    @Test
    void isInNobodysWayWhereNobodyOverhears() {
        Owner binance = new Owner();
        assertThat(tap.overheard(Venue.BINANCE, binance)).isSameAs(binance);
    }

    @Test
    void tellsWhatBothSayInTheirOrder() {
        SocketOwner socket = tap.overheard(Venue.OKX, new Owner());
        socket.onOpen(true);
        socket.onSaid(new ByteWriter(8).ascii("a request"));
        socket.onRead();
        text(socket, "an answer");
        text(socket, "a push");
        socket.onReadComplete();
        socket.onBinary();
        socket.onViolation("violation");
        socket.onEnd("the end");
        assertThat(owner)
                .containsExactly("open", "read", "an answer", "a push", "complete", "binary", "violation", "the end");
        assertThat(rings).isEqualTo(1); // until it is answered
        assertThat(reader.read(3)).isEqualTo(3);
        assertThat(reader.read(100)).isEqualTo(2);
        assertThat(heard)
                .containsExactly(
                        "1 opened to OKX",
                        "1 said a request",
                        "1 heard an answer",
                        "read",
                        "1 heard a push",
                        "1 ended",
                        "read");
    }

    @Test
    void tellsOfASignOfLifeWithoutAText() {
        SocketOwner socket = tap.overheard(Venue.OKX, new Owner());
        socket.onReadComplete(); // of the handshake
        socket.onOpen(false);
        socket.onRead();
        socket.onReadComplete();
        socket.onRead();
        text(socket, "a push");
        socket.onReadComplete();
        reader.read(100);
        assertThat(heard).containsExactly("1 opened to OKX", "1 alive", "1 heard a push", "read");
    }

    @Test
    void hasNothingOfAConnectionThatWasNeverOpen() {
        tap.overheard(Venue.OKX, new Owner()).onEnd("refused");
        assertThat(reader.read(100)).isZero();
        assertThat(owner).containsExactly("refused");
    }

    @Test
    void goesOnAtTheBeginningOfTheRingWhereItEnds() {
        SocketOwner socket = tap.overheard(Venue.OKX, new Owner());
        for (int i = 0; i < 1000; i++) {
            text(socket, "message " + i);
            text(socket, "another " + i);
            heard.clear();
            assertThat(reader.read(3)).as("round %d", i).isEqualTo(2);
            assertThat(heard).containsExactly("1 heard message " + i, "1 heard another " + i, "read");
        }
    }

    @Test
    void tellsThatSomethingIsMissingWhereTheReaderIsTooSlow() {
        SocketOwner socket = tap.overheard(Venue.OKX, new Owner());
        socket.onOpen(true);
        for (int i = 0; i < 100; i++) {
            text(socket, "message " + i);
        }
        while (reader.read(10) == 10) {
            // to the end
        }
        assertThat(heard).contains("1 heard message 0").doesNotContain("1 heard message 99");
        heard.clear();
        text(socket, "later");
        text(socket, "x".repeat(CAPACITY)); // longer than a record may be
        text(socket, "last");
        assertThat(reader.read(100)).isEqualTo(4);
        assertThat(heard).containsExactly("lost", "1 heard later", "lost", "1 heard last", "read");
        assertThat(owner).hasSize(1 + 100 + 3);
    }
}
