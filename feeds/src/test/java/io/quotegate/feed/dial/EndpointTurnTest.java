package io.quotegate.feed.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndpointTurnTest {
    private static final Route FIRST = Route.direct(URI.create("wss://a"));
    private static final Route SECOND = Route.direct(URI.create("wss://b"));
    private static final Route THIRD = Route.direct(URI.create("wss://c"));

    private final EndpointTurn turn = new EndpointTurn(List.of(FIRST, SECOND, THIRD));

    @Test
    void staysWithTheOneThatServesAndTriesTheOthersInTurn() {
        assertThat(turn.route(0)).isEqualTo(FIRST);
        assertThat(turn.route(0)).isEqualTo(FIRST);
        turn.failed(FIRST);
        assertThat(turn.route(0)).isEqualTo(SECOND);
        turn.failed(FIRST);
        assertThat(turn.route(0))
                .as("a second connection to the first failed, too")
                .isEqualTo(SECOND);
        turn.failed(SECOND);
        assertThat(turn.route(0)).isEqualTo(THIRD);
        turn.failed(THIRD);
        assertThat(turn.route(0)).isEqualTo(FIRST);
    }

    @Test
    void passesOverTheOneThatIsHeldAndWaitsWhereAllAre() {
        turn.hold(FIRST, 150);
        assertThat(turn.route(149)).isEqualTo(SECOND);
        assertThat(turn.delayNs(149)).isZero();
        assertThat(turn.route(150)).isEqualTo(FIRST);
        turn.hold(SECOND, 170);
        turn.hold(THIRD, 160);
        assertThat(turn.delayNs(120)).isEqualTo(30);
        assertThat(turn.route(120)).isEqualTo(FIRST);
        assertThat(turn.route(165)).as("the first again").isEqualTo(FIRST);
    }

    @Test
    void waitsWithAllWhereTheVenueWantsThatAndNoShorterThanItWanted() {
        turn.hold(FIRST, 300);
        turn.holdAll(200);
        assertThat(turn.delayNs(150)).isEqualTo(50);
        assertThat(turn.route(200)).isEqualTo(SECOND);
    }

    @Test
    void isNotWithoutEndpoints() {
        assertThatThrownBy(() -> new EndpointTurn(List.of())).hasMessageContaining("at least one");
    }
}
