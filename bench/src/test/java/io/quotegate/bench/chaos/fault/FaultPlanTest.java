package io.quotegate.bench.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
    private static final Duration LENGTH = Duration.ofMinutes(10);
    private static final List<Fault> PLAN = FaultPlan.of(7, LENGTH, 2);

    @Test
    void theSameSeedMakesTheSameFaults() {
        assertThat(FaultPlan.of(7, LENGTH, 2)).isEqualTo(PLAN);
        assertThat(FaultPlan.of(8, LENGTH, 2)).isNotEqualTo(PLAN);
    }

    @Test
    void everyKindComesUp() {
        Set<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);
        PLAN.forEach(fault -> kinds.add(fault.kind()));

        assertThat(kinds).containsExactlyInAnyOrder(FaultKind.values());
    }

    @Test
    void aTargetIsWholeAgainBeforeItFailsAgainAndAtTheEnd() {
        Map<Target, Long> wholeAt = new HashMap<>();
        for (Fault fault : PLAN) {
            assertThat(fault.atMs()).as(fault.toString()).isGreaterThan(wholeAt.getOrDefault(fault.target(), 0L));
            wholeAt.put(fault.target(), fault.endMs());
        }

        assertThat(wholeAt)
                .hasSize(5)
                .allSatisfy((target, at) -> assertThat(at).isLessThanOrEqualTo(LENGTH.toMillis()));
    }

    @Test
    void aMinuteHasAKillAndAFullDisk() {
        assertThat(FaultPlan.of(1, Duration.ofMinutes(1), 2))
                .extracting(Fault::kind)
                .contains(FaultKind.GATEWAY_KILLED, FaultKind.DISK_FULL);
    }
}
