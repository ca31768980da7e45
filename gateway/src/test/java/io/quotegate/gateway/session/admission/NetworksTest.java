package io.quotegate.gateway.session.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworksTest {
    private final Networks networks =
            new Networks(List.of("10.1.2.3", "192.168.0.0/16", "2001:db8::1", "fd00:1::/32", "127.0.0.1"));

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, true",
        "10.1.2.4, false",
        "192.168.77.1, true",
        "192.169.0.1, false",
        "2001:db8::1, true",
        "2001:db8::2, false",
        "fd00:1:ffff::9, true",
        "fd00:2::9, false",
        "127.0.0.1, true",
        "::ffff:10.1.2.3, true",
        "::1, false"
    })
    void containWhatTheyName(String address, boolean contained) throws UnknownHostException {
        assertThat(networks.contain(InetAddress.getByName(address))).isEqualTo(contained);
        assertThat(new Networks(List.of()).contain(InetAddress.getByName(address)))
                .isFalse();
        assertThat(new Networks(List.of("0.0.0.0/0", "::/0")).contain(InetAddress.getByName(address)))
                .isTrue();
    }
}
