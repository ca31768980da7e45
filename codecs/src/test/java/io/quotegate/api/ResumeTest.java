package io.quotegate.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeTest {
    private static @Nullable String problem(PushChannel channel, Resume resume) {
        return SubscribeOptions.NONE.resuming(resume).problem(channel, DeliveryMode.ALL);
    }

    @ParameterizedTest
    @CsvSource({"run-1:17, run-1, 17", "a:b:0, a:b, 0", "x:999999999999999999, x, 999999999999999999"})
    void readsTheIdOfAnEvent(String id, String instance, long number) {
        assertThat(Resume.ofEventId(id)).isEqualTo(new Resume(instance, Map.of(), number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":1", "run", "run:", "run:-1", "run:1.5", "run:1000000000000000000", "run:٣"})
    void knowsAnIdThatIsNoneOfOurs(String id) {
        assertThat(Resume.ofEventId(id)).isNull();
        assertThat(Resume.ofEventId("x".repeat(129) + ":1")).isNull();
    }

    @Test
    void takesWhatAnAnswerSaid() {
        assertThat(problem(PushChannel.BOOKS, new Resume("x".repeat(128), Map.of("BTC-USDT", 0L))))
                .isNull();
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(problem(PushChannel.QUOTES, new Resume("", Map.of()))).startsWith("resume.instance ");
        assertThat(problem(PushChannel.QUOTES, new Resume("x".repeat(129), Map.of())))
                .startsWith("resume.instance ");
        assertThat(problem(PushChannel.QUOTES, new Resume("x", Map.of("BTC-USDT", -1L))))
                .startsWith("resume.seq (expected: numbers");
        Map<String, Long> many = new HashMap<>();
        for (int i = 0; i <= Resume.MOST_PAIRS; i++) {
            many.put("P" + i, 1L);
        }
        assertThat(problem(PushChannel.QUOTES, new Resume("x", many))).startsWith("resume.seq (expected: at most");
        assertThat(problem(PushChannel.CHAT, new Resume("x", Map.of()))).startsWith("resume, of chat ");
    }
}
