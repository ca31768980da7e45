package io.quotegate.feed.dial;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRaceTest {
    private static final Duration WITHIN = Duration.ofSeconds(3);

    private final EmbeddedChannel clock = new EmbeddedChannel(); // whose loop's time stands still
    private final Runner runner = new Runner();

    /** Notes what is tried, and lets the test say what becomes of it. */
    private static final class Runner implements AddressRace.Runner {
        private final List<String> tried = new ArrayList<>();
        private final List<Integer> withinMs = new ArrayList<>();
        private final List<EmbeddedChannel> channels = new ArrayList<>();
        private final List<ChannelPromise> promises = new ArrayList<>();
        private final List<Throwable> lost = new ArrayList<>();
        private boolean refusesAll;
        private boolean gone;

        @Override
        public ChannelFuture connect(InetSocketAddress address, int within) {
            EmbeddedChannel channel = new EmbeddedChannel();
            ChannelPromise promise = channel.newPromise();
            channel.closeFuture().addListener(closed -> promise.tryFailure(new ClosedChannelException()));
            tried.add(address.getAddress().getHostAddress());
            withinMs.add(within);
            channels.add(channel);
            promises.add(promise);
            if (refusesAll) {
                promise.setFailure(new ConnectException("refused at once"));
            }
            return promise;
        }

        @Override
        public boolean isGone() {
            return gone;
        }

        @Override
        public void onLost(Throwable cause) {
            lost.add(cause);
        }
    }

    @BeforeEach
    void holdTime() {
        clock.freezeTime();
    }

    @AfterEach
    void close() {
        runner.channels.forEach(EmbeddedChannel::close);
        clock.close();
    }

    private static InetSocketAddress address(int last) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last}), 443);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private AddressRace race(int addresses, Duration within) {
        List<InetSocketAddress> all = Stream.iterate(1, n -> n + 1)
                .limit(addresses)
                .map(AddressRaceTest::address)
                .toList();
        AddressRace race = new AddressRace(clock.eventLoop(), all, within, runner);
        race.startNext();
        return race;
    }

    private void pass(long ms) {
        clock.advanceTimeBy(ms, TimeUnit.MILLISECONDS);
        clock.runScheduledPendingTasks();
    }

    private void refuse(int attempt) {
        runner.promises.get(attempt).setFailure(new ConnectException("refused " + attempt));
    }

    @Test
    void triesTheNextWhileOneSaysNothingAndTakesWhoeverAnswersFirst() {
        AddressRace race = race(3, WITHIN);
        assertThat(runner.tried).containsExactly("10.0.0.1");
        pass(249);
        assertThat(runner.tried).hasSize(1);
        pass(1);
        assertThat(runner.tried).containsExactly("10.0.0.1", "10.0.0.2");
        assertThat(race.tryWin(runner.channels.get(1))).isTrue();
        assertThat(runner.channels.get(0).isOpen())
                .as("the one that says nothing")
                .isFalse();
        assertThat(runner.channels.get(1).isOpen()).isTrue();
        pass(10_000);
        assertThat(runner.tried).as("it was won").hasSize(2);
        assertThat(runner.lost).isEmpty();
    }

    @Test
    void givesNobodyUpWhoIsOnHisWay() {
        AddressRace race = race(2, WITHIN);
        pass(250);
        refuse(1);
        assertThat(runner.lost).isEmpty();
        assertThat(race.tryWin(runner.channels.get(0))).isTrue();
        assertThat(runner.channels.get(0).isOpen()).isTrue();
    }

    @Test
    void hasOneWinner() {
        AddressRace race = race(2, WITHIN);
        pass(250);
        assertThat(race.tryWin(runner.channels.get(0))).isTrue();
        assertThat(race.tryWin(runner.channels.get(1)))
                .as("it was connected in the same turn of the loop")
                .isFalse();
        assertThat(runner.channels.get(0).isOpen()).isTrue();
    }

    @Test
    void triesTheNextAtOnceWhereOneRefuses() {
        AddressRace race = race(3, WITHIN);
        refuse(0);
        assertThat(runner.tried).hasSize(2);
        pass(249);
        assertThat(runner.tried).as("the second has its moment too").hasSize(2);
        refuse(1);
        assertThat(runner.tried).hasSize(3);
        pass(10_000);
        assertThat(race.tryWin(runner.channels.get(2))).isTrue();
    }

    @Test
    void isLostWhenAllHaveRefusedForTheReasonOfTheLast() {
        race(2, WITHIN);
        refuse(0);
        refuse(1);
        assertThat(runner.lost)
                .singleElement()
                .extracting(Throwable::getMessage)
                .isEqualTo("refused 1");
        pass(10_000);
        assertThat(runner.tried).hasSize(2);
    }

    @Test
    void triesEachOnceWhereAllRefuseBeforeAnybodyListens() {
        runner.refusesAll = true;
        race(5, WITHIN);
        pass(10_000);
        assertThat(runner.tried).hasSize(5).doesNotHaveDuplicates();
        assertThat(runner.lost).hasSize(1);
    }

    @Test
    void leavesEachItsPartOfTheTime() {
        race(100, WITHIN);
        for (int i = 1; i < 100; i++) {
            pass(30);
        }
        assertThat(runner.tried).hasSize(100);
        assertThat(runner.withinMs).startsWith(3000, 2970).endsWith(30).allMatch(ms -> ms > 0);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 2"})
    void triesAllHoweverShortTheTimeIs(int addresses, long ms) {
        race(addresses, Duration.ofMillis(ms));
        for (int i = 1; i < addresses; i++) {
            pass(1);
        }
        assertThat(runner.tried).hasSize(addresses);
        assertThat(runner.withinMs).allMatch(within -> within > 0);
    }

    @Test
    void endsWhereNobodyWantsTheConnectionAnyMore() {
        AddressRace race = race(3, WITHIN);
        runner.gone = true;
        pass(250);
        assertThat(runner.tried).hasSize(1);
        assertThat(runner.channels.get(0).isOpen()).isFalse();
        assertThat(race.tryWin(runner.channels.get(0))).isFalse();
        assertThat(runner.lost).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.1.1.1 | 0 | 1.1.1.1",
                "1.1.1.1 1.1.1.2 | 1 | 1.1.1.2 1.1.1.1",
                "::1 ::2 1.1.1.1 1.1.1.2 | 0 | ::1 1.1.1.1 ::2 1.1.1.2",
                "1.1.1.1 1.1.1.2 1.1.1.3 ::1 | 0 | 1.1.1.1 ::1 1.1.1.2 1.1.1.3",
                "::1 ::2 ::3 1.1.1.1 | 0 | ::1 1.1.1.1 ::2 ::3",
                "::1 ::2 1.1.1.1 1.1.1.2 | 1 | 1.1.1.1 ::2 1.1.1.2 ::1",
                "::1 1.1.1.1 | 7 | 1.1.1.1 ::1"
            })
    void takesFamiliesInTurnAndBeginsWithAnotherAddressEachRound(String found, int round, String order)
            throws UnknownHostException {
        assertThat(AddressRace.order(addresses(found), 443, round))
                .extracting(InetSocketAddress::getAddress)
                .containsExactly(addresses(order));
    }

    private static InetAddress[] addresses(String texts) throws UnknownHostException {
        List<InetAddress> addresses = new ArrayList<>();
        for (String text : texts.split(" ")) {
            addresses.add(InetAddress.getByName(text));
        }
        return addresses.toArray(InetAddress[]::new);
    }
}
