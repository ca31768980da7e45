package io.quotegate.gateway.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PerLoopTest {
    @Test
    void makesOneForEachEventLoopWhenItIsAskedFor() {
        try (TestLoop first = new TestLoop();
                TestLoop second = new TestLoop()) {
            PerLoop<StringBuilder> texts = new PerLoop<>(loop -> new StringBuilder());

            StringBuilder one = texts.on(first.context);

            assertThat(texts.on(first.context)).isSameAs(one);
            assertThat(texts.on(second.context)).isNotSameAs(one);
        }
    }
}
