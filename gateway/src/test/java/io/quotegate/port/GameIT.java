package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.ManagedChannel;
import io.quotegate.app.Gateway;
import io.quotegate.app.GatewayOptions;
import io.quotegate.testkit.RawSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The game over every protocol. {@code -Dquotegate.gameRounds=100} plays longer. */
@Timeout(600)
class GameIT {
    private static final int ROUNDS = Integer.getInteger("quotegate.gameRounds", 3);
    private static final int PLAYERS = 1000;
    private static final int STREAMS_OF_A_CONNECTION = 90;
    /** Longer than it takes all players to guess twice, so that no round begins meanwhile. */
    private static final long PAUSE_MS = Long.getLong("quotegate.gamePauseMs", 4_000);

    private Gateway gateway;
    private InetSocketAddress address;
    private final List<JsonClient> clients = new ArrayList<>();
    private final List<ManagedChannel> channels = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        gateway = TestGateways.start(
                GatewayOptions.DEFAULT.withGamePause(Duration.ofMillis(PAUSE_MS)), "server.event-loops=2");
        address = gateway.address();
    }

    @AfterEach
    void stop() throws IOException {
        for (JsonClient client : clients) {
            client.close();
        }
        channels.forEach(ManagedChannel::shutdownNow);
        gateway.close();
    }

    private JsonClient connect(JsonClient.Way way) throws IOException {
        JsonClient client = way.connect(address);
        clients.add(client);
        return client;
    }

    private static JsonNode guess(JsonClient client, String user, int number) throws IOException {
        client.say("{'op':'guess','user':'" + user + "','number':" + number + "}");
        return client.hear("game");
    }

    /** Halves until it wins; the number. */
    static int win(JsonClient client, String user) throws IOException {
        int low = 1;
        int high = 1000;
        while (true) {
            int middle = (low + high) / 2;
            String result = guess(client, user, middle).path("result").asText();
            switch (result) {
                case "won" -> {
                    return middle;
                }
                case "too_high" -> high = middle - 1;
                case "too_low" -> low = middle + 1;
                default -> throw new AssertionError(result);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void isWonByHalvingAndEverybodyHears(JsonClient.Way way) throws IOException {
        JsonClient listener = connect(JsonClient.Way.WEBSOCKET);
        listener.say("{'op':'subscribe','channel':'game'}");
        assertThat(listener.hear("subscribed").path("data").path("channel").asText())
                .isEqualTo("game");
        JsonClient other = connect(JsonClient.Way.FRAMES);
        String first = guess(other, "other", 1).path("result").asText();
        JsonClient player = connect(way);
        int number = first.equals("won") ? 0 : win(player, "player");
        if (number > 0) {
            for (JsonClient told : List.of(listener, other)) {
                JsonNode over = told.hear();
                assertThat(over.path("channel").asText()).isEqualTo("game");
                assertThat(over.path("result").asText()).isEqualTo("over");
                assertThat(over.path("winner").asText()).isEqualTo("player");
                assertThat(over.path("message").asText()).isEqualTo("Game over, the winner is player");
            }
            other.say("{'op':'winners','limit':1}");
            JsonNode winners = other.hear("winners").path("data");
            assertThat(winners).hasSize(1);
            assertThat(winners.get(0).path("name").asText()).isEqualTo("player");
            assertThat(winners.get(0).path("number").asInt()).isEqualTo(number);
        }
    }

    @Test
    void speaksItsExactShapes() throws IOException {
        try (RawSocket socket = new RawSocket(address)) {
            String answer = "";
            int number = 0;
            while (!answer.contains("won")) {
                number++;
                socket.sendFrame("{\"op\":\"guess\",\"user\":\"trader-1\",\"number\":" + number + ",\"id\":1}");
                answer = socket.readFrame();
                if (number == 1 && !answer.contains("won")) {
                    assertThat(answer)
                            .isEqualTo("{\"event\":\"game\",\"id\":1,\"result\":\"too_low\","
                                    + "\"message\":\"Your number is too low\"}");
                }
            }
            assertThat(answer)
                    .isEqualTo("{\"event\":\"game\",\"id\":1,\"result\":\"won\",\"message\":\"BRAVO, you won\"}");
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesWhatIsNotAllowed(JsonClient.Way way) throws IOException {
        JsonClient owner = connect(JsonClient.Way.FRAMES);
        guess(owner, "taken", 1);
        assertRefused(way, "{'op':'guess','user':'u','number':0}");
        assertRefused(way, "{'op':'guess','user':'u','number':1001}");
        assertRefused(way, "{'op':'guess','user':'','number':5}");
        assertRefused(way, "{'op':'guess','user':'taken','number':5}");
        if (way != JsonClient.Way.GRPC) {
            assertRefused(way, "{'op':'guess','user':'u','number':'5'}");
            assertRefused(way, "{'op':'guess','user':'u','number':5.5}");
            assertRefused(way, "{'op':'guess','user':'u','number':99999999999999999999}");
            assertRefused(way, "{'op':'guess','user':'u'}");
        }
        owner.close();
        SimulatedMarket.await("the name is free again", () -> isFree(way));
    }

    private boolean isFree(JsonClient.Way way) {
        try {
            JsonNode answer = guessOrError(connect(way));
            return !answer.path("event").asText().equals("error");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode guessOrError(JsonClient client) throws IOException {
        client.say("{'op':'guess','user':'taken','number':2}");
        return client.hear();
    }

    private void assertRefused(JsonClient.Way way, String request) throws IOException {
        JsonClient client = connect(way);
        client.say(request);
        assertThat(client.hear("error").path("code").asText()).as(request).isEqualTo("bad_request");
    }

    @Test
    void hasOneWinnerInEveryRoundOfAThousandPlayers() throws IOException {
        List<JsonClient> players = new ArrayList<>();
        for (int i = 0; i < PLAYERS; i++) {
            players.add(player(i));
        }
        long startNs = System.nanoTime();
        for (int round = 0; round < ROUNDS; round++) {
            play(players, round);
            // The next round begins by the clock; its first guess must not come before.
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MS + 20));
        }
        System.out.printf(
                "game: %d players, %d rounds, one winner each, in %d ms%n",
                PLAYERS, ROUNDS, (System.nanoTime() - startNs) / 1_000_000);
    }

    private JsonClient player(int i) throws IOException {
        JsonClient.Way way = JsonClient.Way.values()[i % 3];
        if (way != JsonClient.Way.GRPC) {
            JsonClient client = connect(way);
            client.say("{'op':'ping'}"); // who says nothing for some seconds is closed, however long the others take to
            // come
            client.hear("pong");
            return client;
        }
        int streams = i / 3;
        if (streams % STREAMS_OF_A_CONNECTION == 0) {
            channels.add(GrpcJsonClient.channel(address));
        }
        GrpcJsonClient client = GrpcJsonClient.on(channels.get(channels.size() - 1));
        client.listenToGame();
        clients.add(client);
        return client;
    }

    /** Everybody guesses two numbers, so that each number is guessed by two at once. */
    private static void play(List<JsonClient> players, int round) throws IOException {
        for (int turn = 0; turn < 2; turn++) {
            for (int i = 0; i < PLAYERS; i++) {
                int number = (i + turn * PLAYERS / 2) % PLAYERS + 1;
                players.get(i).say("{'op':'guess','user':'p" + i + "','number':" + number + '}');
            }
        }
        int winners = 0;
        String winner = "";
        List<String> told = new ArrayList<>();
        for (int i = 0; i < PLAYERS; i++) {
            Tally tally = new Tally();
            tally.hear(players.get(i), i % 3 == JsonClient.Way.GRPC.ordinal());
            winners += tally.won;
            winner = tally.won == 1 ? "p" + i : winner;
            told.addAll(tally.winners);
        }
        assertThat(winners).as("winners of round %d", round).isOne();
        assertThat(told).as("round %d", round).isNotEmpty().containsOnly(winner);
    }

    /** What one player hears in one round. */
    private static final class Tally {
        private int hints;
        private int won;
        private int overs;
        private int pushes;
        private final List<String> winners = new ArrayList<>();

        void hear(JsonClient player, boolean grpc) throws IOException {
            while (!isComplete(grpc)) {
                count(player.hear());
            }
            if (player instanceof GrpcJsonClient call) {
                assertThat(call.isSilent()).isTrue();
            } else {
                player.say("{'op':'ping'}");
                assertThat(player.hear().path("event").asText())
                        .as("nothing is told twice")
                        .isEqualTo("pong");
            }
        }

        /** Two answers; and unless it won itself, one push if it played, or has a call open, where a push looks like an answer. */
        private boolean isComplete(boolean grpc) {
            int told = won == 1 ? 0 : 1;
            return grpc
                    ? hints + won + pushes == 2 + told
                    : hints + won + overs == 2 && pushes == (hints > 0 ? told : 0);
        }

        private void count(JsonNode message) {
            boolean push = message.has("channel");
            switch (message.path("result").asText()) {
                case "won" -> won++;
                case "over" -> {
                    winners.add(message.path("winner").asText());
                    pushes += push ? 1 : 0;
                    overs += push ? 0 : 1;
                }
                case "too_high", "too_low" -> hints++;
                default -> throw new AssertionError(message);
            }
        }
    }
}
