package io.quotegate.gateway.operation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.gateway.loop.TestLoop;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.RecordingOutlet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileOperationsTest {
    private static final String DOWNLOAD = "{'op':'file','name':'file','id':1}";
    private static final String SHA_OF_CONTENT = "ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73";
    private static final int PIECE = 64 * 1024;

    private final TestLoop loop = new TestLoop();
    private final ArrayDeque<Runnable> blocking = new ArrayDeque<>(); // runs when a test says so
    private final Path directory;
    private final StreamingClient client;

    FileOperationsTest(@TempDir Path directory) {
        this.directory = directory;
        client = new StreamingClient(loop, TestServices.of(loop, directory, blocking::add));
    }

    @BeforeEach
    void putFile() throws IOException {
        Files.writeString(directory.resolve("file"), "content");
    }

    @AfterEach
    void close() {
        client.operations.close();
        finish();
        loop.close();
    }

    /** Reads the disk and turns the loop until there is nothing left to do. */
    private void finish() {
        for (int i = 0; i < 10; i++) {
            while (!blocking.isEmpty()) {
                blocking.remove().run();
                loop.turn();
            }
            loop.turn();
        }
    }

    private static String error(String code, String message) {
        return "{'event':'error','code':'" + code + "','message':'" + message + "','id':1}";
    }

    private static String framed(String text) {
        int length = text.length();
        return "\0" + (char) (length >> 16) + (char) (length >> 8 & 0xFF) + (char) (length & 0xFF) + text;
    }

    /** All bytes written, as frames carry them. */
    private String frames() {
        StringBuilder all = new StringBuilder();
        client.outlet.take().forEach(bytes -> all.append(new String(bytes, US_ASCII)));
        return all.toString().replace('"', '\'');
    }

    private String header(int size) {
        return framed("{'event':'file','id':1,'name':'file','size':" + size + ",'sha256':null}");
    }

    private static final String END = framed("{'event':'file-end','id':1}");

    // the list

    @Test
    void listsFilesWhenTheDiskWasRead() {
        assertThat(client.ask("{'op':'files','id':1}")).isEmpty();
        assertThat(client.ask("{'op':'files','id':1}"))
                .containsExactly(error("limit", "files: the list that was asked for before is being read"));
        finish();
        assertThat(client.heard())
                .singleElement()
                .asString()
                .startsWith("{'event':'files','id':1,'data':[{'name':'file','size':7,");
        assertThat(client.outlet.flushes).as("nothing else flushes it").isEqualTo(1);
        assertThat(client.ask("{'op':'files'}")).as("the next may come").isEmpty();
    }

    @Test
    void endsWithAReasonWhereTheListCannotBeWritten() {
        client.ask("{'op':'files','id':1}");
        client.outlet.failure = new IllegalStateException("on purpose");
        finish();
        assertThat(client.outlet.reason).isEqualTo(DisconnectReason.INTERNAL_ERROR);
        assertThat(client.outlet.faults).isEqualTo(1);
    }

    @Test
    void endsWithAReasonWhereTheHeaderCannotBeWritten() {
        client.send(WireFormat.FRAME_JSON, DOWNLOAD);
        client.outlet.failure = new IllegalStateException("on purpose");
        finish();
        assertThat(client.outlet.reason).isEqualTo(DisconnectReason.INTERNAL_ERROR);
        assertThat(client.outlet.lastWords).as("those of the connection").isNull();
        assertThat(client.outlet.faults).isEqualTo(1);
    }

    @Test
    void listsInTheFormatThatWasAskedIn() {
        client.send(WireFormat.FRAME_JSON, "{'op':'files','id':1}");
        client.ask("{'op':'ping'}");
        finish();
        assertThat(client.heard())
                .singleElement()
                .asString()
                .startsWith("\0\0\0")
                .contains("{'event':'files'");
    }

    @Test
    void listsNothingToAClientThatIsGone() {
        client.ask("{'op':'files'}");
        client.operations.close();
        finish();
        assertThat(client.heard()).isEmpty();
    }

    // content

    @Test
    void sendsAHeaderContentAndAnEnd() {
        client.send(WireFormat.FRAME_JSON, DOWNLOAD);
        assertThat(client.operations.isSendingContent()).isFalse();
        finish();
        assertThat(frames()).isEqualTo(header(7) + framed("content") + END);
        assertThat(client.operations.isSendingContent()).isFalse();
    }

    @Test
    void sendsFromAnOffsetOn() {
        client.send(WireFormat.FRAME_JSON, "{'op':'file','name':'file','offset':4,'id':1}");
        finish();
        assertThat(frames()).isEqualTo(header(7) + framed("ent") + END);
    }

    @Test
    void sendsBinaryMessagesOverWebSocketEachInOneWrite() {
        client.send(WireFormat.WEBSOCKET_JSON, DOWNLOAD);
        finish();
        List<byte[]> writes = client.outlet.take();
        assertThat(writes).hasSize(3);
        byte[] message = writes.get(1);
        assertThat(Arrays.copyOf(message, 2))
                .as("header of a final binary frame")
                .containsExactly(0x82, 7);
        assertThat(Arrays.copyOfRange(message, 2, message.length))
                .asString(US_ASCII)
                .isEqualTo("content");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'op':'file','name':'other','id':1} | unknown_file | unknown file: other",
                "{'op':'file','name':'../file','id':1} | unknown_file | unknown file: ../file",
                "{'op':'file','name':'file','offset':8,'id':1} | bad_request | offset: 8 (expected: 0..7)",
                "{'op':'file','name':'file','offset':-1,'id':1} | bad_request | offset: -1 (expected: 0..7)",
                "{'op':'file','id':1} | bad_request | name: missing",
                "{'op':'file','names':[],'id':1} | bad_request | name: missing",
                "{'op':'file','names':'file','id':1} | bad_request | names (expected: a list of strings)",
                "{'op':'file','names':[1],'id':1} | bad_request | names (expected: a list of strings)",
                "{'op':'file','name':'x','names':['x'],'id':1} | bad_request | name (expected: nothing beside names)"
            })
    void refusesWhatIsNotThereAndTakesTheNext(String request, String code, String message) {
        client.send(WireFormat.FRAME_JSON, request);
        finish();
        assertThat(frames()).isEqualTo(framed(error(code, message)));
        client.send(WireFormat.FRAME_JSON, DOWNLOAD);
        finish();
        assertThat(frames()).endsWith(END);
    }

    @Test
    void sendsNothingBetweenBareJson() {
        assertThat(client.ask(DOWNLOAD)).containsExactly(error("unsupported", "file (expected: frames or WebSocket)"));
    }

    @Test
    void sendsOneFileAtATime() {
        client.send(WireFormat.FRAME_JSON, DOWNLOAD);
        client.send(WireFormat.FRAME_JSON, DOWNLOAD);
        assertThat(frames())
                .isEqualTo(framed(error("bad_request", "file: a download is under way on this connection")));
        finish();
        assertThat(frames()).isEqualTo(header(7) + framed("content") + END);
    }

    @Test
    void sendsSeveralOneAfterAnotherAndSaysWhichItCannot() throws IOException {
        Files.writeString(directory.resolve("empty"), "");
        client.send(WireFormat.FRAME_JSON, "{'op':'file','names':['file','missing','empty','file'],'offset':3,'id':1}");
        client.send(WireFormat.FRAME_JSON, DOWNLOAD);
        assertThat(frames())
                .isEqualTo(framed(error("bad_request", "file: a download is under way on this connection")));
        finish();
        assertThat(frames())
                .isEqualTo(header(7)
                        + framed("tent")
                        + END
                        + framed(error("unknown_file", "unknown file: missing"))
                        + framed("{'event':'file','id':1,'name':'empty','size':0,'sha256':null}")
                        + END
                        + framed("{'event':'file','id':1,'name':'file','size':7,'sha256':'" + SHA_OF_CONTENT + "'}")
                        + framed("content")
                        + END);
        client.send(WireFormat.FRAME_JSON, "{'op':'ping'}");
        assertThat(frames()).as("not held back any more").isEqualTo(framed("{'event':'pong'}"));
    }

    @Test
    void sendsNothingBesideASubscriptionThatMissesNothing() {
        client.send(WireFormat.FRAME_JSON, "{'op':'subscribe','channel':'quotes','pairs':['*'],'mode':'all'}");
        frames();
        client.send(WireFormat.FRAME_JSON, DOWNLOAD);
        assertThat(frames()).isEqualTo(framed(error("bad_request", "file: not beside a subscription of mode all")));
    }

    @Test
    void takesNoSubscriptionThatMissesNothingMeanwhile() {
        client.send(WireFormat.FRAME_JSON, DOWNLOAD);
        client.send(WireFormat.FRAME_JSON, "{'op':'subscribe','channel':'quotes','pairs':['*'],'mode':'all','id':1}");
        assertThat(frames()).isEqualTo(framed(error("bad_request", "mode: all, beside a download (expected: latest)")));
    }

    @Test
    void letsAnswersAndPushesWaitBehindTheContent() throws IOException {
        Files.write(directory.resolve("file"), new byte[3 * PIECE]);
        client.send(WireFormat.FRAME_JSON, "{'op':'subscribe','channel':'quotes','pairs':['BTC-USDT']}");
        client.send(WireFormat.FRAME_JSON, "{'op':'chat-join','room':'lobby','user':'anna'}");
        frames();
        client.send(WireFormat.FRAME_JSON, DOWNLOAD);
        client.outlet.writable = false;
        finish();
        assertThat(frames()).isEqualTo(header(3 * PIECE));
        assertThat(client.operations.isSendingContent()).isTrue();

        client.send(WireFormat.FRAME_JSON, "{'op':'ping','id':1}");
        client.send(WireFormat.FRAME_JSON, "{'op':'chat','text':'hi'}");
        loop.publish(0, "1");
        loop.publish(0, "2");
        finish();
        assertThat(frames()).isEmpty();

        client.outlet.writable = true;
        client.operations.onWritable();
        finish();
        String all = frames();
        String piece = framed("\0".repeat(PIECE));
        assertThat(all).startsWith(piece + piece + piece + END + framed("{'event':'pong','id':1}"));
        assertThat(all)
                .as("and the pushes, of quotes the newest")
                .contains("'text':'hi'", "'bid':'2'")
                .doesNotContain("'bid':'1'");
    }

    @Test
    void endsAClientForWhichTooMuchWaitsBehindTheContent() {
        client.send(WireFormat.FRAME_JSON, DOWNLOAD);
        client.outlet.writable = false;
        finish();
        for (int i = 0; i < RecordingOutlet.PENDING_LIMIT; i++) {
            client.send(WireFormat.FRAME_JSON, "{'op':'ping'}");
        }
        assertThat(client.outlet.reason).isEqualTo(DisconnectReason.SLOW_CONSUMER);
    }

    @Test
    void endsWithoutAWordAmidFramesWhenTheFileChanges() throws IOException {
        breakDownload(WireFormat.FRAME_JSON);
        assertThat(client.outlet.lastWords)
                .as("a frame would be taken for content")
                .isEmpty();
    }

    @Test
    void endsAsAlwaysAmidMessagesWhenTheFileChanges() throws IOException {
        breakDownload(WireFormat.WEBSOCKET_JSON);
        assertThat(client.outlet.lastWords).as("what the protocol says").isNull();
    }

    private void breakDownload(WireFormat format) throws IOException {
        Files.write(directory.resolve("file"), new byte[3 * PIECE]);
        client.send(format, DOWNLOAD);
        client.outlet.writable = false;
        finish();
        Files.writeString(directory.resolve("file"), "other");
        client.outlet.writable = true;
        client.operations.onWritable();
        finish();
        assertThat(client.outlet.reason).isEqualTo(DisconnectReason.FILE_CHANGED);
        assertThat(client.operations.isSendingContent())
                .as("nothing may follow the content that was")
                .isTrue();
    }
}
