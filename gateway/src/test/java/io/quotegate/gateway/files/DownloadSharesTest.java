package io.quotegate.gateway.files;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.quotegate.api.ErrorCode;
import io.quotegate.fault.Faults;
import io.quotegate.gateway.auth.Callers;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.ConnectionMetrics;
import io.quotegate.gateway.session.ConnectionSweeper;
import io.quotegate.gateway.session.admission.AddressCounts;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.junit.jupiter.api.Test;

class DownloadSharesTest {
    private final AddressCounts addresses = new AddressCounts(DownloadShares.MOST_OF_ADDRESS);
    private final DownloadShares shares = new DownloadShares(addresses);

    private static Connection client(String address) {
        EmbeddedChannel channel = new EmbeddedChannel() {
            @Override
            protected SocketAddress remoteAddress0() {
                return new InetSocketAddress(address, 1);
            }
        };
        return new Connection(
                channel,
                new ConnectionSweeper(new Faults().at("connections")),
                new ConnectionMetrics(),
                1 << 20,
                Callers.anybody());
    }

    @Test
    void giveAConnectionSoManyAndNoMoreUntilOneIsOver() {
        Connection client = client("192.0.2.1");
        for (int i = 0; i < DownloadShares.MOST_OF_CONNECTION; i++) {
            assertThat(shares.take(client)).isNull();
        }
        assertThat(requireNonNull(shares.take(client)).code()).isEqualTo(ErrorCode.LIMIT);
        assertThat(shares.take(client("192.0.2.1"))).as("another connection").isNull();
        shares.giveBack(client);
        assertThat(shares.take(client)).isNull();
        assertThat(shares.take(client)).isNotNull();
    }

    @Test
    void giveAnAddressSoManyOnAllEventLoops() {
        DownloadShares ofAnotherLoop = new DownloadShares(addresses);
        Connection last = client("192.0.2.1");
        for (int i = 0; i < DownloadShares.MOST_OF_ADDRESS; i++) {
            last = client("192.0.2.1");
            assertThat((i % 2 == 0 ? shares : ofAnotherLoop).take(last)).isNull();
        }
        assertThat(requireNonNull(shares.take(client("192.0.2.1"))).message())
                .isEqualTo("downloads: 128 of your address are under way (expected: to come back later)");
        assertThat(shares.take(client("192.0.2.2"))).isNull();
        ofAnotherLoop.giveBack(last);
        assertThat(shares.take(client("192.0.2.1"))).isNull();
        assertThat(shares.take(client("192.0.2.1"))).isNotNull();
    }
}
