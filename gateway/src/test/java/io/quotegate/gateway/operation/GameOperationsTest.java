package io.quotegate.gateway.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.gateway.loop.TestLoop;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GameOperationsTest {
    private static final String WIN = "{'op':'guess','user':'anna','number':500,'id':1}";
    private static final String OVER =
            "{'channel':'game','result':'over','winner':'anna'," + "'message':'Game over, the winner is anna'}";

    private final TestLoop loop = new TestLoop();
    private final StreamingClient anna;
    private final StreamingClient ben;

    GameOperationsTest(@TempDir Path directory) {
        Services services = TestServices.of(loop, directory, Runnable::run);
        anna = new StreamingClient(loop, services);
        ben = new StreamingClient(loop, services);
    }

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void answersGuessesAndTellsWhoHasWon() {
        assertThat(ben.ask("{'op':'guess','user':'ben','number':501}"))
                .containsExactly("{'event':'game','result':'too_high','message':'Your number is too high'}");
        assertThat(anna.ask(WIN)).containsExactly("{'event':'game','id':1,'result':'won','message':'BRAVO, you won'}");
        loop.turn();
        assertThat(ben.heard()).containsExactly(OVER);
        assertThat(anna.heard()).isEmpty();
        assertThat(ben.ask("{'op':'winners','id':2}"))
                .containsExactly(
                        "{'event':'winners','id':2,'data':[{'name':'anna','number':500,'guesses':2,'time':7}]}");
    }

    @Test
    void refusesGuessesThatAreNone() {
        assertThat(ben.ask("{'op':'guess','user':'ben','number':0,'id':1}"))
                .containsExactly(
                        "{'event':'error','code':'bad_request','message':'number (expected: 1..1000)','id':1}");
        assertThat(ben.ask("{'op':'guess','user':'ben'}"))
                .containsExactly("{'event':'error','code':'bad_request','message':'number: missing'}");
        anna.ask("{'op':'guess','user':'anna','number':1}");
        assertThat(ben.ask(WIN))
                .containsExactly("{'event':'error','code':'bad_request',"
                        + "'message':'user: anna belongs to another connection','id':1}");
    }

    @Test
    void tellsThoseWhoOnlyListenInTheirFormat() {
        ben.send(WireFormat.FRAME_JSON, "{'op':'subscribe','channel':'game'}");
        ben.heard();
        anna.ask(WIN);
        loop.turn();
        assertThat(ben.heard()).singleElement().asString().startsWith("\0\0\0").endsWith(OVER);
    }

    @Test
    void tellsNothingToThoseWhoListenNoMore() {
        ben.ask("{'op':'subscribe','channel':'game'}");
        ben.ask("{'op':'unsubscribe','channel':'game'}");
        anna.ask(WIN);
        loop.turn();
        assertThat(ben.heard()).isEmpty();
    }

    @Test
    void givesTheNameBackWhenTheConnectionCloses() {
        anna.ask("{'op':'guess','user':'anna','number':1}");
        anna.operations.close();
        assertThat(ben.ask(WIN)).containsExactly("{'event':'game','id':1,'result':'won','message':'BRAVO, you won'}");
        loop.turn();
        assertThat(anna.heard()).as("it is gone").isEmpty();
    }
}
