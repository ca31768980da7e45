package io.quotegate.feed.okx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OkxBookMemoryTest {
    private static final String ARG = "{\"channel\":\"books\",\"instId\":\"BTC-USDT\"}";

    private final OkxBookMemory memory = new OkxBookMemory(ARG);

    private void push(String action, String asks, String bids, long seqId, long prevSeqId) {
        byte[] bytes = ("##{\"arg\":" + ARG + ",\"action\":\"" + action + "\",\"data\":[{\"asks\":" + asks
                        + ",\"bids\":"
                        + bids + ",\"ts\":\"17\",\"checksum\":0,\"seqId\":" + seqId + ",\"prevSeqId\":" + prevSeqId
                        + "}]}##")
                .getBytes(UTF_8);
        memory.onEvent(bytes, 2, bytes.length - 2);
    }

    private String first() {
        return new String(memory.first(), UTF_8);
    }

    private static String snapshot(String asks, String bids, long seqId) {
        return "{\"arg\":" + ARG + ",\"action\":\"snapshot\",\"data\":[{\"asks\":" + asks + ",\"bids\":" + bids
                + ",\"ts\":\"17\",\"checksum\":0,\"seqId\":" + seqId + ",\"prevSeqId\":-1}]}";
    }

    @Test
    void keepsTheVenuesOwnTexts() {
        assertThat(first()).isEmpty();
        push(
                "snapshot",
                "[[\"101.0\",\"1.50\",\"0\",\"4\"],[\"102\",\"1\",\"0\",\"1\"]]",
                "[[\"9\",\"2\",\"0\",\"1\"],[\"8\",\"2\",\"0\",\"1\"]]",
                10,
                -1);
        assertThat(first())
                .isEqualTo(snapshot(
                        "[[\"101.0\",\"1.50\",\"0\",\"4\"],[\"102\",\"1\",\"0\",\"1\"]]",
                        "[[\"9\",\"2\",\"0\",\"1\"],[\"8\",\"2\",\"0\",\"1\"]]",
                        10));
        push(
                "update",
                "[[\"101\",\"0\",\"0\",\"0\"],[\"99.5\",\"3\",\"0\",\"2\"]]",
                "[[\"10\",\"7\",\"0\",\"1\"],[\"3\",\"0\",\"0\",\"0\"]]",
                15,
                10);
        assertThat(first())
                .isEqualTo(snapshot(
                        "[[\"99.5\",\"3\",\"0\",\"2\"],[\"102\",\"1\",\"0\",\"1\"]]",
                        "[[\"10\",\"7\",\"0\",\"1\"],[\"9\",\"2\",\"0\",\"1\"],[\"8\",\"2\",\"0\",\"1\"]]",
                        15));
    }

    @Test
    void takesKeepAlivesDuplicatesAndResets() {
        push("snapshot", "[]", "[[\"9\",\"2\",\"0\",\"1\"]]", 10, -1);
        push("update", "[]", "[]", 10, 10);
        push("update", "[]", "[[\"9\",\"4\",\"0\",\"1\"]]", 15, 10);
        push("update", "[]", "[[\"9\",\"4\",\"0\",\"1\"]]", 15, 10);
        push("update", "[]", "[[\"9\",\"5\",\"0\",\"1\"]]", 3, 15);
        push("update", "[]", "[[\"9\",\"6\",\"0\",\"1\"]]", 5, 3);
        assertThat(memory.isBroken()).isFalse();
        assertThat(first()).isEqualTo(snapshot("[]", "[[\"9\",\"6\",\"0\",\"1\"]]", 5));
    }

    @Test
    void hasNothingToTellAfterAGapUntilTheNextSnapshot() {
        push("snapshot", "[]", "[[\"9\",\"2\",\"0\",\"1\"]]", 10, -1);
        push("update", "[]", "[[\"9\",\"4\",\"0\",\"1\"]]", 15, 12);
        assertThat(memory.isBroken()).isTrue();
        assertThat(first()).isEmpty();
        push("update", "[]", "[[\"9\",\"5\",\"0\",\"1\"]]", 16, 15);
        assertThat(first()).isEmpty();
        push("snapshot", "[]", "[[\"9\",\"7\",\"0\",\"1\"]]", 20, -1);
        assertThat(memory.isBroken()).isFalse();
        assertThat(first()).isEqualTo(snapshot("[]", "[[\"9\",\"7\",\"0\",\"1\"]]", 20));
    }

    @Test
    void isBrokenByWhatCannotBeRead() {
        push("snapshot", "[]", "[[\"9\",\"2\",\"0\",\"1\"]]", 10, -1);
        push("update", "[]", "[[\"x\",\"2\",\"0\",\"1\"]]", 11, 10);
        assertThat(memory.isBroken()).isTrue();
        memory.clear();
        assertThat(memory.isBroken()).isFalse();
        byte[] bytes = "{\"arg\":{},\"data\":[[".getBytes(UTF_8);
        memory.onEvent(bytes, 0, bytes.length);
        assertThat(memory.isBroken()).isTrue();
    }
}
