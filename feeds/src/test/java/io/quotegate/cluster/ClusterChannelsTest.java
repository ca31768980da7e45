package io.quotegate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterChannelsTest {
    @Test
    void knowsWhereAFeedNodeAnswersHttpWhereItHasAPortOfControl() {
        assertThat(ClusterSettings.httpBase("aeron:udp?control=127.0.0.1:9100|control-mode=dynamic"))
                .hasToString("http://127.0.0.1:9104");
        assertThat(ClusterSettings.httpBase("aeron:udp?endpoint=0.0.0.0:1|control=[::1]:65531"))
                .hasToString("http://[::1]:65535");
        assertThat(ClusterSettings.httpBase("aeron:udp?endpoint=224.0.1.1:9100"))
                .isNull();
        assertThat(ClusterSettings.httpBase("aeron:ipc")).isNull();
        assertThat(ClusterSettings.isChannel("aeron:udp?control=127.0.0.1:65531"))
                .isTrue();
        assertThat(ClusterSettings.isChannel("aeron:udp?control=127.0.0.1:65532"))
                .isFalse();
    }

    private static final String COPIES = "aeron:udp?control=127.0.0.1:9100|control-mode=dynamic";
    private static final String MULTICAST = "aeron:udp?endpoint=224.0.1.1:9100|interface=10.0.0.0/8";

    @Test
    void publishOnAControlPortForEachStream() {
        assertThat(ClusterChannels.publication(COPIES, ClusterStream.QUOTES))
                .startsWith("aeron:udp?")
                .contains("control=127.0.0.1:9100", "control-mode=dynamic", "fc=max", "term-length=1m")
                .doesNotContain("mtu");
        assertThat(ClusterChannels.publication(COPIES, ClusterStream.BOOKS)).contains("control=127.0.0.1:9102");
        assertThat(ClusterChannels.requests(COPIES))
                .contains("endpoint=127.0.0.1:9103")
                .doesNotContain("control");
    }

    @Test
    void areSentToAnyPortOfAGateway() {
        assertThat(ClusterChannels.subscription(COPIES, ClusterStream.TRADES))
                .contains("control=127.0.0.1:9101", "endpoint=0.0.0.0:0");
        assertThat(ClusterChannels.subscription(COPIES.replace("127.0.0.1", "[::1]"), ClusterStream.TRADES))
                .contains("control=[::1]:9101", "endpoint=[::]:0");
        assertThat(ClusterChannels.subscription(COPIES + "|endpoint=10.1.2.3:7000", ClusterStream.TRADES))
                .contains("endpoint=10.1.2.3:7000");
    }

    @Test
    void shareAMulticastGroup() {
        assertThat(ClusterChannels.publication(MULTICAST, ClusterStream.BOOKS)).contains("224.0.1.1:9100", "fc=max");
        assertThat(ClusterChannels.subscription(MULTICAST, ClusterStream.BOOKS)).contains("224.0.1.1:9100");
        assertThat(ClusterChannels.requests(MULTICAST)).contains("224.0.1.1:9100");
    }

    @Test
    void keepWhatTheOperatorSays() {
        String channel = COPIES + "|fc=min|term-length=4m|mtu=8k";
        assertThat(ClusterChannels.publication(channel, ClusterStream.QUOTES))
                .contains("fc=min", "term-length=4m", "mtu=8k");
        assertThat(ClusterChannels.publication("aeron:ipc", ClusterStream.QUOTES))
                .doesNotContain("fc=");
    }

    @ParameterizedTest
    @ValueSource(strings = {COPIES, MULTICAST, "aeron:ipc", "aeron:udp?endpoint=[ff02::3]:9100"})
    void areChannels(String text) {
        assertThat(ClusterSettings.isChannel(text)).isTrue();
        ClusterChannels.publication(text, ClusterStream.QUOTES); // which Aeron's parser takes
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "udp://127.0.0.1:9100",
                "aeron:tcp?endpoint=a:1",
                "aeron:udp",
                "aeron:udp?",
                "aeron:udp?control=127.0.0.1|control-mode=dynamic",
                "aeron:udp?control=127.0.0.1:65533|control-mode=dynamic",
                "aeron:udp?control=127.0.0.1:9100|",
                "aeron:udp?control = 127.0.0.1:9100"
            })
    void areNone(String text) {
        assertThat(ClusterSettings.isChannel(text)).isFalse();
    }
}
