package io.quotegate.gateway.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.codec.proto.v1.ClientFrame;
import io.quotegate.codec.proto.v1.Resume;
import io.quotegate.codec.proto.v1.Subscribe;
import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.gateway.loop.TestLoop;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients are told that come when another run of the feed has begun and the event loop has not come to that yet. */
class NewRunTest {
    private static final String SUBSCRIBE = "{'op':'subscribe','channel':'quotes','pairs':['BTC-USDT'],'mode':'all'";

    private final TestLoop loop = new TestLoop();
    private final StreamingClient early;
    private final StreamingClient client;
    private final StreamingClient next;

    NewRunTest(@TempDir Path directory) {
        Services services = TestServices.of(loop, directory, Runnable::run);
        early = new StreamingClient(loop, services);
        client = new StreamingClient(loop, services);
        next = new StreamingClient(loop, services);
    }

    /** The event loop has delivered one quote of the first run; one of the second, numbered alike, waits on the ring. */
    @BeforeEach
    void beginAnother() {
        loop.publish(0, "1.5");
        early.ask(SUBSCRIBE + '}');
        loop.turn();
        loop.begin("instance-2");
        loop.publish(0, "9");
    }

    @AfterEach
    void close() {
        early.operations.close();
        client.operations.close();
        next.operations.close();
        loop.close();
    }

    private static String resume(String instance, int seq) {
        return ",'resume':{'instance':'" + instance + "','seq':{'BTC-USDT':" + seq + "}}}";
    }

    private static void assertTold(List<String> heard, String instance, String bid) {
        assertThat(heard).hasSize(2);
        assertThat(heard.get(0)).contains("'instance':'" + instance + '\'');
        assertThat(heard.get(1)).contains("'bid':'" + bid + '\'', "'seq':1,");
    }

    @Test
    void areToldTheInstanceOfWhatTheyAreGiven() {
        assertTold(client.ask(SUBSCRIBE + '}'), "instance-1", "1.5");
        loop.turn();
        assertThat(client.outlet.isEnding()).as("its numbers are over").isTrue();
        assertTold(next.ask(SUBSCRIBE + '}'), "instance-2", "9");
    }

    @Test
    void areNotTakenForOnesThatHaveWhatIsNumberedAlikeInTheNextRun() {
        List<String> heard = client.ask(SUBSCRIBE + resume("instance-1", 1));
        assertThat(heard.get(0)).contains("'recovered':false");
        assertTold(heard, "instance-1", "1.5");
    }

    @Test
    void goOnInTheNextRunOnlyWhereTheEventLoopIsThere() {
        assertThat(client.ask(SUBSCRIBE + resume("instance-2", 1)).get(0))
                .contains("'instance':'instance-1'", "'recovered':false");
        loop.turn();
        assertThat(next.ask(SUBSCRIBE + resume("instance-2", 1)))
                .singleElement()
                .asString()
                .contains("'instance':'instance-2'", "'recovered':true");
        loop.publish(0, "10");
        loop.turn();
        assertThat(next.heard()).singleElement().asString().contains("'bid':'10'", "'seq':2,");
    }

    @Test
    void areToldTheSameInProtobuf() {
        client.send(
                WireFormat.FRAME_PROTO,
                ClientFrame.newBuilder()
                        .setSubscribe(Subscribe.newBuilder()
                                .setChannel("quotes")
                                .addPairs("BTC-USDT")
                                .setResume(Resume.newBuilder()
                                        .setInstance("instance-1")
                                        .putSeq("BTC-USDT", 1))));
        assertThat(client.heard().toString()).contains("instance-1").doesNotContain("instance-2");
    }

    @Test
    void areToldTheSameOfTradesAndBooks() {
        for (String channel : List.of("trades", "books", "candles")) {
            assertThat(client.ask("{'op':'subscribe','channel':'" + channel + "','pairs':['BTC-USDT']}")
                            .get(0))
                    .as(channel)
                    .contains("'instance':'instance-1'");
        }
    }
}
