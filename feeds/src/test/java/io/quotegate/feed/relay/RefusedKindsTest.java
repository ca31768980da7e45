package io.quotegate.feed.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RefusedKindsTest {
    @Test
    void tellsEachKindOnceAndNotEveryOneThatCanBeThoughtOf() {
        RefusedKinds kinds = new RefusedKinds("test");
        assertThat(kinds.refused("POST /api/v3/order", "401")).isTrue();
        assertThat(kinds.refused("POST /api/v3/order", "401")).isFalse();
        int told = 1;
        for (int i = 0; i < 1000; i++) {
            told += kinds.refused("GET /" + i, "404") ? 1 : 0;
        }
        assertThat(told).isEqualTo(RefusedKinds.MOST);
    }
}
