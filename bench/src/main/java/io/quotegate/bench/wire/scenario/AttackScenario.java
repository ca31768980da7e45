package io.quotegate.bench.wire.scenario;

import static io.quotegate.bench.wire.report.Table.number;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quotegate.api.DeliveryMode;
import io.quotegate.bench.attack.Attack;
import io.quotegate.bench.attack.AttackPlan;
import io.quotegate.bench.attack.AttackReport;
import io.quotegate.bench.wire.load.WindowReport;
import io.quotegate.bench.wire.process.Child;
import io.quotegate.bench.wire.process.ProcessUse;
import io.quotegate.bench.wire.report.Section;
import io.quotegate.bench.wire.report.Table;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Polite subscribers while others attack: how much later quotes come then, and what the attackers can make the gateway hold. */
public final class AttackScenario implements Scenario {
    private static final int SUBSCRIBERS = 50;
    private static final int RATE = 1000;
    private static final int FILE_MIB = 64;
    private static final Duration WARM_UP = Duration.ofSeconds(6);
    private static final Duration CALM = Duration.ofSeconds(5);
    private static final Duration LEAD = Duration.ofSeconds(8);
    private static final Duration MEASURE = Duration.ofSeconds(10);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
    private static final Duration SETTLE = Duration.ofSeconds(2);
    private static final int SAMPLE_EVERY_MS = 100;
    private static final Pattern ATTACKING = Pattern.compile("^attacking (.*)");
    private static final Pattern REPORT = Pattern.compile("^report (.*)");
    private static final String LOOPBACK = "127.0.0.1";

    /**
     * What one attack did.
     *
     * @param mostBytes resident memory of the gateway at most, from when it began
     * @param longTurns of the event loop, of more than 5 ms, while it was measured
     */
    public record Result(
            Attack attack,
            int connections,
            WindowReport calm,
            WindowReport attacked,
            WindowReport after,
            long mostBytes,
            long longTurns,
            AttackReport attackers) {}

    @Override
    public Section run(Stage stage) throws IOException, InterruptedException {
        List<Result> results = new ArrayList<>();
        ServerSpec spec =
                ServerSpec.parse(ServerSpec.GATEWAY).with("server.bind=0.0.0.0").with("server.allow-anonymous=true");
        WireSettings settings = stage.settings();
        int subscribers = WireSettings.firstOr(settings.subscribers(), SUBSCRIBERS);
        int rate = WireSettings.firstOr(settings.rates(), RATE);
        try (LargeFile file = new LargeFile(Attack.FILE, FILE_MIB);
                RunningServer server = stage.publishPunctually(file.offeredBy(spec), rate);
                LoadProcess quotes = stage.timedQuotes(server, subscribers, DeliveryMode.LATEST)) {
            quotes.measure(settings.warmUpOr(WARM_UP));
            for (Attack attack : settings.attacks()) {
                add(stage, results, measure(stage, server, quotes, attack));
            }
        }
        String text = "Quotes to " + subscribers + " WebSocket subscribers in mode `latest`, " + rate
                + " quotes/s, on the event loop that is attacked, before each attack (calm), while it goes on, and"
                + " from two seconds after it. An attack is measured when"
                + " it has gone"
                + " on for"
                + " " + LEAD.toSeconds() + " s: before, the JVM"
                + " compiles what it has the gateway do, on the one core that the event loop has. The attackers are a"
                + " process on the core of loads, where venues and subscribers run first. Slow ones come from "
                + otherAddress() + ", and not from loopback, which no limit of an address counts.";
        return Section.of("attacks", text, List.of(table(results)), List.of(), results);
    }

    private static Result measure(Stage stage, RunningServer server, LoadProcess quotes, Attack attack)
            throws IOException, InterruptedException {
        WireSettings settings = stage.settings();
        Duration window = settings.measureOr(MEASURE);
        WindowReport calm = quotes.measure(settings.quick() ? settings.measureOr(CALM) : CALM);
        String address = attack.isSlow() ? otherAddress() : LOOPBACK;
        int connections = settings.quick() ? Math.min(attack.connections(), 200) : attack.connections();
        try (Child attackers = stage.attack(new AttackPlan(attack, address, server.port(), connections))) {
            attackers.await(ATTACKING, ANSWER_WITHIN);
            Duration lead = settings.quick() ? window : LEAD;
            quotes.begin(lead);
            long mostBefore = mostBytes(server.pid(), lead);
            quotes.result();
            long turnsBefore = server.longTurns();
            quotes.begin(window);
            long most = Math.max(mostBefore, mostBytes(server.pid(), window));
            WindowReport attacked = quotes.result();
            long longTurns = server.longTurns() - turnsBefore;
            attackers.send("report");
            String report = attackers.await(REPORT, ANSWER_WITHIN);
            attackers.close();
            quotes.measure(SETTLE);
            return new Result(
                    attack,
                    connections,
                    calm,
                    attacked,
                    quotes.measure(SETTLE),
                    most,
                    longTurns,
                    new ObjectMapper().readValue(report, AttackReport.class));
        }
    }

    private static long mostBytes(long pid, Duration window) throws InterruptedException {
        long untilNs = System.nanoTime() + window.toNanos();
        long most = 0;
        while (System.nanoTime() < untilNs) {
            most = Math.max(most, ProcessUse.rssBytes(pid));
            TimeUnit.MILLISECONDS.sleep(SAMPLE_EVERY_MS);
        }
        return most;
    }

    /** An address of this machine that is not loopback; loopback where there is none. */
    private static String otherAddress() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .map(InetAddress::getHostAddress)
                .findFirst()
                .orElse(LOOPBACK);
    }

    private static void add(Stage stage, List<Result> results, Result result) {
        results.add(result);
        stage.say(String.format(
                Locale.ROOT,
                "%s: quotes p99 %,.0f us, %,.0f us before; %d turns of more than 5 ms;"
                        + " %.0f MiB at most, %.0f before; %,d connections open, %,d ended",
                result.attack(),
                result.attacked().latency().p99(),
                result.calm().latency().p99(),
                result.longTurns(),
                mib(result.mostBytes()),
                result.calm().rssMib(),
                result.attackers().open(),
                result.attackers().ended()));
    }

    private static double mib(long bytes) {
        return bytes / 1048576.0;
    }

    private static Table table(List<Result> results) {
        List<List<String>> rows = new ArrayList<>();
        for (Result result : results) {
            double calm = result.calm().latency().p99();
            double attacked = result.attacked().latency().p99();
            rows.add(List.of(
                    result.attack().toString(),
                    number("%,d", result.connections()),
                    number("%,.0f", calm),
                    number("%,.0f", attacked),
                    number("%.1f", attacked / calm),
                    number("%,.0f", result.attacked().latency().max()),
                    number("%,d", result.longTurns()),
                    number("%,d", result.attacked().missed()),
                    number("%.0f%%", result.attacked().cores() * 100),
                    number("%.0f", result.calm().rssMib()),
                    number("%.0f", mib(result.mostBytes())),
                    number("%.0f", result.after().rssMib()),
                    number("%,d", result.attackers().open()),
                    number("%,d", result.attackers().ended()),
                    number("%,.0f", mib(result.attackers().sent())),
                    number("%,.0f", mib(result.attackers().received()))));
        }
        return new Table(
                List.of(
                        "attack",
                        "connections",
                        "calm p99 us",
                        "attacked p99 us",
                        "times",
                        "max us",
                        "turns > 5 ms",
                        "missed",
                        "core used",
                        "RSS MiB before",
                        "at most",
                        "after",
                        "open at the end",
                        "ended",
                        "MiB sent",
                        "MiB received"),
                rows);
    }
}
