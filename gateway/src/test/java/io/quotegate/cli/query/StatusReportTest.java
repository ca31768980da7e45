package io.quotegate.cli.query;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusReportTest {
    private static JsonNode json(String text) throws IOException {
        return new JsonMapper().readTree(text.replace('\'', '"'));
    }

    private static StatusReport report() throws IOException {
        return new StatusReport(
                json("{'name':'quotegate','version':'1','started':1000000}"),
                "no venue is live",
                json("[{'venue':'okx','state':'stale','lastMessageAgeMs':2500},"
                        + "{'venue':'binance','state':'connecting','lastMessageAgeMs':null}]"),
                3,
                2,
                List.of("BTC-USDT"),
                null,
                null);
    }

    @Test
    void saysWhatIsWrongAndWhatIsNotKnown() throws IOException {
        assertThat(report().text("there:1", 61_000).lines())
                .containsExactly(
                        "quotegate 1 at there:1, up 1 min, not ready: no venue is live",
                        "venues   okx stale, last heard 2.5 s ago; binance connecting",
                        "pairs    3, 2 with a quote, 1 stale: BTC-USDT",
                        "clients  unknown: the gateway does not tell us");
        assertThat(json(report().json()))
                .isEqualTo(json("{'info':{'name':'quotegate','version':'1','started':1000000},'ready':false,"
                        + "'venues':[{'venue':'okx','state':'stale','lastMessageAgeMs':2500},"
                        + "{'venue':'binance','state':'connecting','lastMessageAgeMs':null}],"
                        + "'pairs':3,'quoted':2,'stale':['BTC-USDT'],'clients':null}"));
    }

    @Test
    void saysWhatItsPartInAClusterIs() throws IOException {
        ClusterPart gateway = requireNonNull(ClusterPart.of("""
            # TYPE quotegate_cluster_up gauge
            quotegate_cluster_up 1.0
            quotegate_cluster_nodes 2.0
            quotegate_cluster_rank 1.0
            quotegate_cluster_records_total 7.0
            """));
        ClusterPart feedNode = requireNonNull(ClusterPart.of("""
            quotegate_cluster_rank 0.0
            quotegate_cluster_published_records_total 1.25E7
            """));
        assertThat(gateway).isEqualTo(new ClusterPart(-1, 1, 2, true));
        assertThat(gateway.text()).isEqualTo("follows the feed node of rank 1; 2 heard");
        assertThat(new ClusterPart(-1, 1, 0, false).text()).isEqualTo("no feed node is heard");
        assertThat(feedNode).isEqualTo(new ClusterPart(12_500_000, 0, 0, false));
        assertThat(feedNode.text()).isEqualTo("feed node of rank 0; 12500000 records published");
        assertThat(ClusterPart.of("quotegate_faults_total 0.0"))
                .as("a gateway by itself")
                .isNull();
        ObjectNode told = new JsonMapper().createObjectNode();
        gateway.put(told.putObject("follower"));
        feedNode.put(told.putObject("feed"));
        assertThat(json(told.toString()))
                .isEqualTo(json("{'follower':{'role':'gateway','rank':1,'heard':2,'up':true},"
                        + "'feed':{'role':'feed','rank':0,'published':12500000}}"));
    }

    @Test
    void countsTheConnectionsOfProtocolsThatHaveAny() {
        String metrics = """
            # HELP quotegate_connections Connections open now
            # TYPE quotegate_connections gauge
            quotegate_connections{protocol="frames"} 0.0
            quotegate_connections{protocol="http"} 12.0
            """;
        assertThat(StatusReport.connections(metrics)).isEqualTo(Map.of("http", 12L));
    }
}
