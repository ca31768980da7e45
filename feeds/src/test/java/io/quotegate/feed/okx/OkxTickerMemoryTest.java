package io.quotegate.feed.okx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OkxTickerMemoryTest {
    private final OkxTickerMemory memory = new OkxTickerMemory();

    private void push(String text) {
        memory.onEvent(text.getBytes(UTF_8), 0, text.length());
    }

    private String told() {
        return new String(memory.told(1), UTF_8);
    }

    @Test
    void tellsTheItemOfTheLastPush() {
        assertThat(told()).isEmpty();
        String push =
                "{\"arg\":{\"channel\":\"tickers\",\"instId\":\"A-B\"},\"data\":[{\"instId\":\"A-B\",\"last\":\"1.50\"}]}";
        push(push);
        assertThat(told()).isEqualTo("{\"instId\":\"A-B\",\"last\":\"1.50\"}");
        memory.clear();
        assertThat(told()).as("of the connection before").isEmpty();
        assertThat(new String(memory.first(), UTF_8)).isEqualTo(push);
    }

    @Test
    void tellsNothingOfWhatItDoesNotUnderstand() {
        for (String push :
                new String[] {"{\"data\":[]}", "{\"data\":[{},{}]}", "{\"data\":{}}", "{\"data\":[{", "{}"}) {
            push(push);
            assertThat(told()).as(push).isEmpty();
        }
    }
}
