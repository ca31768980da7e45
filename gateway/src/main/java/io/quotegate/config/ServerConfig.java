package io.quotegate.config;

import io.quotegate.config.kind.HostAddress;
import io.quotegate.transport.LoopKind;
import io.quotegate.transport.TransportKind;
import java.time.Duration;
import java.util.List;

/**
 * The one port and the threads behind it. The keys are {@code server.*}. Immutable: any thread.
 *
 * @param bind           IP address or host name to listen on
 * @param port           0 for any free one
 * @param eventLoops     how many threads serve clients
 * @param loop           what those threads do when there is nothing to do
 * @param heartbeat      silence after which a client is sent a sign of life
 * @param allowAnonymous whether others than this machine may be served without a token
 * @param hosts          names that clients may call us by; none for what {@code bind} implies
 * @param origins        sites whose pages may use us
 * @param trustedProxies peers that say whom they speak for: addresses and networks
 * @param drain          over so long connections are ended when the gateway is told to end
 * @param warmUp         how long is at most tried out what clients will use before they are let in; zero for not
 */
public record ServerConfig(
        String bind,
        int port,
        int eventLoops,
        TransportKind transport,
        LoopKind loop,
        Duration heartbeat,
        boolean allowAnonymous,
        List<String> hosts,
        List<String> origins,
        List<String> trustedProxies,
        Duration drain,
        Duration warmUp) {
    public ServerConfig {
        Settings.SERVER_BIND.check(bind);
        Settings.SERVER_PORT.check(port);
        Settings.SERVER_EVENT_LOOPS.check(eventLoops);
        Settings.SERVER_HEARTBEAT.check(heartbeat);
        Settings.SERVER_HOSTS.check(hosts);
        Settings.SERVER_ORIGINS.check(origins);
        Settings.SERVER_TRUSTED_PROXIES.check(trustedProxies);
        Settings.SERVER_DRAIN.check(drain);
        Settings.SERVER_WARM_UP.check(warmUp);
        hosts = List.copyOf(hosts);
        origins = List.copyOf(origins);
        trustedProxies = List.copyOf(trustedProxies);
    }

    static ServerConfig of(Values values) {
        return new ServerConfig(
                values.get(Settings.SERVER_BIND),
                values.get(Settings.SERVER_PORT),
                values.get(Settings.SERVER_EVENT_LOOPS),
                values.get(Settings.SERVER_TRANSPORT),
                values.get(Settings.SERVER_LOOP),
                values.get(Settings.SERVER_HEARTBEAT),
                values.get(Settings.SERVER_ALLOW_ANONYMOUS),
                values.get(Settings.SERVER_HOSTS),
                values.get(Settings.SERVER_ORIGINS),
                values.get(Settings.SERVER_TRUSTED_PROXIES),
                values.get(Settings.SERVER_DRAIN),
                values.get(Settings.SERVER_WARM_UP));
    }

    ServerConfig onAnyLocalPort() {
        return new ServerConfig(
                "127.0.0.1",
                0,
                eventLoops,
                transport,
                loop,
                heartbeat,
                allowAnonymous,
                List.of(),
                List.of(),
                List.of(),
                Duration.ZERO,
                Duration.ZERO);
    }

    /** The same on another port. */
    ServerConfig onPort(int other) {
        return new ServerConfig(
                bind,
                other,
                eventLoops,
                transport,
                loop,
                heartbeat,
                allowAnonymous,
                hosts,
                origins,
                trustedProxies,
                drain,
                warmUp);
    }

    /** Whether only this machine can reach the port. */
    public boolean isLocal() {
        return HostAddress.isLoopback(bind);
    }
}
