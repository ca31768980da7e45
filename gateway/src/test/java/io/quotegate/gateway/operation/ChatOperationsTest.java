package io.quotegate.gateway.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.gateway.loop.TestLoop;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatOperationsTest {
    private static final String JOIN_AS_ANNA = "{'op':'chat-join','room':'lobby','user':'anna','id':1}";
    private static final String JOIN_AS_BEN = "{'op':'chat-join','room':'lobby','user':'ben'}";
    private static final String JOINED = "{'event':'chat-joined','id':1,'room':'lobby','members':['anna']}";

    private final TestLoop loop = new TestLoop();
    private final StreamingClient anna;
    private final StreamingClient ben;

    ChatOperationsTest(@TempDir Path directory) {
        Services services = TestServices.of(loop, directory, Runnable::run);
        anna = new StreamingClient(loop, services);
        ben = new StreamingClient(loop, services);
    }

    @AfterEach
    void close() {
        loop.close();
    }

    private static String error(String message) {
        return "{'event':'error','code':'bad_request','message':'" + message + "','id':1}";
    }

    @Test
    void tellsANewMemberWhoIsThereAndWhatWasSaid() {
        assertThat(anna.ask(JOIN_AS_ANNA)).containsExactly(JOINED);
        assertThat(anna.ask("{'op':'chat','text':'hi'}"))
                .as("without an id only the room tells it")
                .isEmpty();
        assertThat(anna.ask("{'op':'chat','text':'ho','id':2}")).containsExactly("{'event':'chat','id':2}");
        assertThat(ben.ask(JOIN_AS_BEN))
                .containsExactly(
                        "{'event':'chat-joined','room':'lobby','members':['anna','ben']}",
                        "{'channel':'chat','room':'lobby','user':'anna','text':'hi','time':7}",
                        "{'channel':'chat','room':'lobby','user':'anna','text':'ho','time':7}");
    }

    @Test
    void pushesInTheFormatOfTheJoin() {
        anna.send(WireFormat.FRAME_JSON, JOIN_AS_ANNA);
        anna.send(WireFormat.LINE_JSON, "{'op':'ping'}");
        anna.heard();
        ben.ask(JOIN_AS_BEN);
        loop.turn();
        assertThat(anna.heard())
                .singleElement()
                .asString()
                .startsWith("\0\0\0")
                .endsWith("{'channel':'chat','type':'joined','room':'lobby','user':'ben','time':7}");
    }

    @Test
    void refusesWhatCannotBe() {
        String noRoom = error("room: none (expected: chat-join first)");
        assertThat(anna.ask("{'op':'chat','text':'hi','id':1}")).containsExactly(noRoom);
        assertThat(anna.ask("{'op':'chat-leave','id':1}")).containsExactly(noRoom);
        assertThat(anna.ask("{'op':'chat-join','user':'anna','id':1}")).containsExactly(error("room: missing"));
        ben.ask(JOIN_AS_ANNA);
        assertThat(anna.ask(JOIN_AS_ANNA)).containsExactly(error("user: anna is in the room already"));
        anna.ask(JOIN_AS_BEN);
        assertThat(anna.ask(JOIN_AS_ANNA))
                .containsExactly(error("room: this connection is in lobby already (expected: chat-leave first)"));
    }

    @Test
    void leavesWhenAskedToAndWhenTheConnectionCloses() {
        anna.ask(JOIN_AS_ANNA);
        assertThat(anna.ask("{'op':'chat-leave','id':3}"))
                .containsExactly("{'event':'chat-left','id':3,'room':'lobby'}");
        assertThat(ben.ask(JOIN_AS_ANNA)).as("the name is free").containsExactly(JOINED);
        ben.operations.close();
        assertThat(anna.ask(JOIN_AS_ANNA)).as("the name is free again").containsExactly(JOINED);
    }
}
