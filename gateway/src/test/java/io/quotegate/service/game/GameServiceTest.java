package io.quotegate.service.game;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.api.GameResult;
import io.quotegate.api.GameWin;
import io.quotegate.api.Outcome;
import io.quotegate.testkit.Outcomes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class GameServiceTest {
    private long nowNs;
    private final AtomicInteger number = new AtomicInteger(500);
    private final RecentWinners winners = new RecentWinners();
    private final GameService game = new GameService(
            new GameService.Rules(number::get, Duration.ofSeconds(5), () -> nowNs, () -> 7_000_000L), winners);

    private static GameResult result(Outcome<GameResult> outcome) {
        return Outcomes.value(outcome);
    }

    private static String refusal(Outcome<GameResult> outcome) {
        return Outcomes.refusal(outcome).message();
    }

    @Test
    void leadsToTheNumberAndThenPauses() {
        List<String> overs = new ArrayList<>();
        game.listen((round, player, winner) -> overs.add(round + " " + winner));
        GamePlayer anna = game.player();
        GamePlayer ben = game.player();
        assertThat(result(anna.guess("anna", 501))).isEqualTo(GameResult.TOO_HIGH);
        assertThat(result(ben.guess("ben", 499))).isEqualTo(GameResult.TOO_LOW);
        number.set(7);
        assertThat(result(anna.guess("anna", 500))).isEqualTo(GameResult.WON);
        assertThat(result(ben.guess("ben", 500))).isEqualTo(GameResult.over("anna"));
        nowNs += TimeUnit.SECONDS.toNanos(5) - 1;
        assertThat(result(anna.guess("anna", 7)).message()).isEqualTo("Game over, the winner is anna");
        nowNs++;
        assertThat(result(ben.guess("ben", 7))).isEqualTo(GameResult.WON);
        assertThat(overs).containsExactly("1 anna", "2 ben");
        assertThat(game.winners(10))
                .containsExactly(new GameWin("ben", 7, 1, 7_000_000L), new GameWin("anna", 500, 3, 7_000_000L));
        assertThat(game.winners(1)).hasSize(1);
        assertThat(anna.round()).isEqualTo(1);
        assertThat(ben.round()).isEqualTo(2);
    }

    @Test
    void refusesWhatIsNoGuess() {
        GamePlayer anna = game.player();
        assertThat(refusal(anna.guess("anna", 0))).isEqualTo("number (expected: 1..1000)");
        assertThat(refusal(anna.guess("anna", 1001))).isEqualTo("number (expected: 1..1000)");
        assertThat(refusal(anna.guess("an\nna", 5))).startsWith("user: ");
        assertThat(anna.round()).isZero();
    }

    @Test
    void letsANameBelongToOneConnectionAtATime() {
        GamePlayer first = game.player();
        GamePlayer second = game.player();
        first.guess("anna", 1);
        first.guess("anna", 2);
        assertThat(refusal(second.guess("anna", 3))).isEqualTo("user: anna belongs to another connection");
        first.guess("ann", 4);
        assertThat(result(second.guess("anna", 3))).isEqualTo(GameResult.TOO_LOW);
        assertThat(refusal(first.guess("anna", 5))).contains("another connection");
        second.close();
        assertThat(result(first.guess("anna", 5))).isEqualTo(GameResult.TOO_LOW);
        assertThat(result(second.guess("ann", 5))).isEqualTo(GameResult.TOO_LOW);
    }

    @Test
    @Timeout(120)
    void hasOneWinnerHoweverManyAreRightAtOnce() throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            AtomicInteger won = new AtomicInteger();
            CountDownLatch go = new CountDownLatch(1);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                GamePlayer player = game.player();
                String name = "r" + round + "p" + i;
                Thread thread = new Thread(() -> {
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        return;
                    }
                    if (result(player.guess(name, 500)).equals(GameResult.WON)) {
                        won.incrementAndGet();
                    }
                });
                threads.add(thread);
                thread.start();
            }
            go.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(won).as("round %d", round).hasValue(1);
            nowNs += TimeUnit.SECONDS.toNanos(5);
        }
    }

    @Test
    void keepsTheLastThousandWins() {
        for (int i = 0; i < 1001; i++) {
            winners.add(new GameWin("w" + i, 1, 1, i));
        }
        assertThat(winners.list(2000)).hasSize(1000);
        assertThat(winners.list(1).get(0).name()).isEqualTo("w1000");
    }
}
