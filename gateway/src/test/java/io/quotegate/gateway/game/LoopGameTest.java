package io.quotegate.gateway.game;

import static io.quotegate.testkit.Outcomes.refusal;
import static io.quotegate.testkit.Outcomes.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.api.GameResult;
import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.gateway.loop.PerLoop;
import io.quotegate.gateway.loop.TestLoop;
import io.quotegate.gateway.session.RecordingOutlet;
import io.quotegate.service.game.GameService;
import io.quotegate.service.game.RecentWinners;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoopGameTest {
    private static final String OVER = "{\"channel\":\"game\",\"result\":\"over\",\"winner\":\"anna\","
            + "\"message\":\"Game over, the winner is anna\"}\n";

    private final TestLoop loop = new TestLoop();
    private final TestLoop elsewhere = new TestLoop();
    private long nowNs;
    private final PerLoop<LoopGame> players = LoopGame.of(new GameService(
            new GameService.Rules(() -> 500, Duration.ofSeconds(5), () -> nowNs, () -> 7), new RecentWinners()));

    private final RecordingOutlet annasClient = new RecordingOutlet();
    private final RecordingOutlet bensClient = new RecordingOutlet();
    private final GameMember anna = member(loop, annasClient);
    private final GameMember ben = member(elsewhere, bensClient);

    private GameMember member(TestLoop on, RecordingOutlet client) {
        return players.on(on.context).member(message -> message.send(client, WireFormat.LINE_JSON));
    }

    private void turn() {
        loop.turn();
        elsewhere.turn();
    }

    @Test
    void tellsWhoeverPlaysThatSomebodyElseHasWon() {
        assertThat(value(ben.guess("ben", 1))).isEqualTo(GameResult.TOO_LOW);
        assertThat(value(ben.guess("ben", 2))).isEqualTo(GameResult.TOO_LOW);
        assertThat(value(anna.guess("anna", 500))).isEqualTo(GameResult.WON);
        turn();
        assertThat(annasClient.text()).as("the answer told her").isEmpty();
        assertThat(bensClient.text()).containsExactly(OVER);
    }

    @Test
    void tellsWhoListensOfEveryRoundAndWhoPlaysOfTheirsOnly() {
        RecordingOutlet listenersClient = new RecordingOutlet();
        GameMember listener = member(loop, listenersClient);
        listener.listen();
        ben.guess("ben", 1);
        anna.guess("anna", 500);
        nowNs += Duration.ofSeconds(5).toNanos();
        anna.guess("anna", 500);
        turn();
        assertThat(listenersClient.text()).containsExactly(OVER, OVER);
        assertThat(bensClient.text()).containsExactly(OVER);

        listener.listenNoMore();
        nowNs += Duration.ofSeconds(5).toNanos();
        anna.guess("anna", 500);
        turn();
        assertThat(listenersClient.text()).isEmpty();
    }

    @Test
    void tellsOfNoRoundInWhichAGuessDidNotCount() {
        anna.guess("anna", 500);
        turn();
        assertThat(value(ben.guess("ben", 3))).isEqualTo(GameResult.over("anna"));
        assertThat(refusal(ben.guess("ben", 0)).message()).startsWith("number");
        nowNs += Duration.ofSeconds(5).toNanos();
        anna.guess("anna", 500);
        turn();
        assertThat(bensClient.text()).isEmpty();
    }

    @Test
    void givesTheNameBackWhenTheConnectionCloses() {
        ben.guess("ben", 1);
        assertThat(refusal(anna.guess("ben", 1)).message()).contains("belongs to another connection");
        ben.close();
        ben.close();
        assertThat(value(anna.guess("ben", 1))).isEqualTo(GameResult.TOO_LOW);
        anna.guess("anna", 500);
        turn();
        assertThat(bensClient.text()).as("it is gone").isEmpty();
    }

    @Test
    void speaksTheFormatOfEachMember() {
        RecordingOutlet call = new RecordingOutlet();
        players.on(loop.context)
                .member(message -> message.send(call, WireFormat.GRPC))
                .listen();
        anna.guess("anna", 500);
        turn();
        assertThat(call.text()).singleElement().asString().startsWith("\0").contains("Game over, the winner is anna");
    }
}
