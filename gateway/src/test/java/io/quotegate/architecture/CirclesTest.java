package io.quotegate.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CirclesTest {
    @Test
    void findsNoCircleInATree() {
        assertThat(Circles.in(Map.of("a", Set.of("b", "c"), "b", Set.of("c"), "c", Set.of())))
                .isEmpty();
    }

    @Test
    void findsEachCircleWhole() {
        Map<String, Set<String>> graph = Map.of(
                "a", Set.of("b"),
                "b", Set.of("c", "x"),
                "c", Set.of("a"),
                "x", Set.of("y"),
                "y", Set.of("x", "z"),
                "z", Set.of());
        assertThat(Circles.in(graph)).containsExactlyInAnyOrder(Set.of("a", "b", "c"), Set.of("x", "y"));
    }

    @Test
    void joinsCirclesThatShareAClass() {
        assertThat(Circles.in(Map.of("a", Set.of("b", "c"), "b", Set.of("a"), "c", Set.of("a"))))
                .containsExactly(Set.of("a", "b", "c"));
    }
}
