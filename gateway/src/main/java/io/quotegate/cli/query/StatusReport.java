package io.quotegate.cli.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotegate.cli.client.RefusedException;
import io.quotegate.cli.client.RestClient;
import io.quotegate.cli.print.Cells;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a gateway is, gathered from what it answers over HTTP. Immutable; any thread.
 *
 * @param notReady why no quotes are served; null if they are
 * @param pairs    how many are configured
 * @param stale    those of them whose quote is stale
 * @param clients  connections that are open, by protocol; null if the gateway does not tell us
 * @param cluster  its part in a cluster; null if it has none, or does not tell us
 */
record StatusReport(
        JsonNode info,
        @Nullable String notReady,
        JsonNode venues,
        int pairs,
        int quoted,
        List<String> stale,
        @Nullable Map<String, Long> clients,
        @Nullable ClusterPart cluster) {
    private static final Pattern CONNECTIONS =
            Pattern.compile("quotegate_connections\\{protocol=\"([^\"]+)\"} ([0-9.Ee+]+)");

    static StatusReport ask(RestClient client) throws IOException {
        JsonNode quotes = client.get("/v1/quotes", Map.of()).path("quotes");
        List<String> stale = new ArrayList<>();
        for (JsonNode quote : quotes) {
            if (quote.path("stale").asBoolean()) {
                stale.add(quote.path("pair").asText());
            }
        }
        String metrics = metrics(client);
        return new StatusReport(
                client.get("/v1/info", Map.of()),
                notReady(client),
                client.get("/v1/venues", Map.of()).path("venues"),
                client.get("/v1/pairs", Map.of()).path("pairs").size(),
                quotes.size(),
                stale,
                metrics == null ? null : connections(metrics),
                metrics == null ? null : ClusterPart.of(metrics));
    }

    private static @Nullable String notReady(RestClient client) throws IOException {
        try {
            client.get("/readyz", Map.of());
            return null;
        } catch (RefusedException e) {
            return e.reason();
        }
    }

    private static @Nullable String metrics(RestClient client) throws IOException {
        try {
            return client.text("/metrics");
        } catch (RefusedException e) {
            return null; // we may not see it
        }
    }

    /** Connections by protocol, of those there are any, from what Prometheus would read. */
    static Map<String, Long> connections(String metrics) {
        Map<String, Long> clients = new TreeMap<>();
        Matcher matcher = CONNECTIONS.matcher(metrics);
        while (matcher.find()) {
            long open = (long) Double.parseDouble(matcher.group(2));
            if (open > 0) {
                clients.put(matcher.group(1), open);
            }
        }
        return clients;
    }

    String json() {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.set("info", info);
        object.put("ready", notReady == null);
        object.set("venues", venues);
        object.put("pairs", pairs).put("quoted", quoted);
        stale.forEach(object.putArray("stale")::add);
        if (clients == null) {
            object.putNull("clients");
        } else {
            clients.forEach(object.putObject("clients")::put);
        }
        if (cluster != null) {
            cluster.put(object.putObject("cluster"));
        }
        return object.toString();
    }

    /** For people; {@code place} is where it was asked. */
    String text(String place, long nowMs) {
        long upMs = nowMs - TimeUnit.MICROSECONDS.toMillis(info.path("started").asLong());
        return String.join(
                System.lineSeparator(),
                Cells.text(info, "name") + ' ' + Cells.text(info, "version") + " at " + place + ", up "
                        + Cells.age(Math.max(0, upMs)) + ", " + (notReady == null ? "ready" : "not ready: " + notReady),
                "venues   " + venuesText(),
                "pairs    " + pairs + ", " + quoted + " with a quote"
                        + (stale.isEmpty() ? "" : ", " + stale.size() + " stale: " + String.join(", ", stale)),
                (cluster == null ? "" : "cluster  " + cluster.text() + System.lineSeparator()) + "clients  "
                        + clientsText());
    }

    private String venuesText() {
        List<String> texts = new ArrayList<>();
        for (JsonNode venue : venues) {
            String age = Cells.age(venue, "lastMessageAgeMs");
            texts.add(Cells.text(venue, "venue")
                    + ' '
                    + Cells.text(venue, "state")
                    + (age.equals(Cells.UNKNOWN) ? "" : ", last heard " + age + " ago"));
        }
        return texts.isEmpty() ? "none" : String.join("; ", texts);
    }

    private String clientsText() {
        if (clients == null) {
            return "unknown: the gateway does not tell us";
        }
        long sum = clients.values().stream().mapToLong(Long::longValue).sum();
        return clients.entrySet().stream()
                .map(each -> each.getValue() + " by " + each.getKey())
                .collect(Collectors.joining(", ", sum + " connected: ", ", this command's included"));
    }
}
