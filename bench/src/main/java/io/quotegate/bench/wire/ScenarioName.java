package io.quotegate.bench.wire;

import io.quotegate.bench.wire.scenario.AttackScenario;
import io.quotegate.bench.wire.scenario.CallScenario;
import io.quotegate.bench.wire.scenario.ClusterScenario;
import io.quotegate.bench.wire.scenario.DownloadScenario;
import io.quotegate.bench.wire.scenario.DrainScenario;
import io.quotegate.bench.wire.scenario.FanoutScenario;
import io.quotegate.bench.wire.scenario.Grid;
import io.quotegate.bench.wire.scenario.HandshakeScenario;
import io.quotegate.bench.wire.scenario.IdleScenario;
import io.quotegate.bench.wire.scenario.RelayScenario;
import io.quotegate.bench.wire.scenario.RequestScenario;
import io.quotegate.bench.wire.scenario.ResumeScenario;
import io.quotegate.bench.wire.scenario.Scenario;
import io.quotegate.bench.wire.scenario.StoppedScenario;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What can be measured, in the order in which it is. */
enum ScenarioName {
    FANOUT,
    LATENCY,
    REQUESTS,
    CALLS,
    LADDER,
    WIDE,
    RANDOM,
    COLD,
    TAIL,
    STREAMS,
    DEFLATE,
    BOOKS,
    STOPPED,
    IDLE,
    DOWNLOADS,
    HANDSHAKES,
    DRAIN,
    RESUME,
    RELAY,
    CLUSTER,
    ATTACKS;

    /** What is measured unless something else is asked for. */
    static Set<ScenarioName> usual() {
        return EnumSet.complementOf(EnumSet.of(ATTACKS));
    }

    Scenario scenario() {
        return switch (this) {
            case FANOUT -> new FanoutScenario(Grid.FANOUT);
            case LATENCY -> new FanoutScenario(Grid.LATENCY);
            case REQUESTS -> new RequestScenario();
            case CALLS -> new CallScenario();
            case LADDER -> new FanoutScenario(Grid.LADDER);
            case WIDE -> new FanoutScenario(Grid.WIDE);
            case RANDOM -> new FanoutScenario(Grid.RANDOM);
            case COLD -> new FanoutScenario(Grid.COLD);
            case TAIL -> new FanoutScenario(Grid.TAIL);
            case STREAMS -> new FanoutScenario(Grid.STREAMS);
            case DEFLATE -> new FanoutScenario(Grid.DEFLATE);
            case BOOKS -> new FanoutScenario(Grid.BOOKS);
            case STOPPED -> new StoppedScenario();
            case IDLE -> new IdleScenario();
            case DOWNLOADS -> new DownloadScenario();
            case HANDSHAKES -> new HandshakeScenario();
            case DRAIN -> new DrainScenario();
            case RESUME -> new ResumeScenario();
            case RELAY -> new RelayScenario();
            case CLUSTER -> new ClusterScenario();
            case ATTACKS -> new AttackScenario();
        };
    }

    /** As options spell it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
