package io.quotegate.gateway.relay.okx;

import java.util.Set;

/** Channels of OKX that only those have who are logged in, whatever the path. Any thread. */
final class OkxPrivateChannels {
    private static final Set<String> NAMES = Set.of(
            "account",
            "positions",
            "balance_and_position",
            "orders",
            "orders-algo",
            "algo-advance",
            "fills",
            "deposit-info",
            "withdrawal-info",
            "liquidation-warning",
            "account-greeks",
            "grid-orders-spot",
            "grid-orders-contract",
            "grid-positions",
            "grid-sub-orders",
            "algo-recurring-buy",
            "rfqs",
            "quotes",
            "struc-block-trades",
            "sprd-orders",
            "sprd-trades",
            "copytrading-notification");

    private OkxPrivateChannels() {}

    static boolean has(String channel) {
        return NAMES.contains(channel);
    }
}
