package io.quotegate.config;

import io.quotegate.config.kind.HostAddress;
import io.quotegate.config.source.Problems;
import io.quotegate.feed.binance.BinanceDialect;
import io.quotegate.feed.listing.PairDirectory;
import io.quotegate.market.Instrument;
import io.quotegate.market.PairListing;
import io.quotegate.market.Venue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What settings must be to one another. Only looks at those that are allowed by themselves. Any thread. */
final class CrossChecks {
    private CrossChecks() {}

    static void check(Values values, Problems problems) {
        checkPendingLimit(values, problems);
        checkBind(values, problems);
        checkPairs(values, problems);
        TlsConfig.check(values, problems);
    }

    /** Of two pairs that are one to a venue, one would get what is the other's. */
    private static void checkPairs(Values values, Problems problems) {
        if (!values.isUsable(Settings.PAIRS) || !values.isUsable(Settings.FEEDS_PREFERRED)) {
            return;
        }
        List<String> listings = values.get(Settings.PAIRS);
        if (PairDirectory.hasPatterns(listings)
                && values.isUsable(ClusterConfig.SOURCE)
                && values.get(ClusterConfig.SOURCE) == ClusterConfig.Source.CLUSTER) {
            problems.refuse(
                    values.lastOrigin(Settings.PAIRS, ClusterConfig.SOURCE),
                    Settings.PAIRS.key(),
                    String.join(", ", listings),
                    "pairs by name, where " + ClusterConfig.SOURCE.key() + " is cluster");
        }
        Map<String, String> taken = new HashMap<>();
        for (PairListing listing : listings.stream()
                .map(PairListing::parse)
                .filter(Objects::nonNull)
                .toList()) {
            checkPair(listing, values, taken, problems);
        }
    }

    private static void checkPair(PairListing listing, Values values, Map<String, String> taken, Problems problems) {
        Instrument pair = new Instrument(0, listing.symbol(), listing.names());
        List<Venue> venues = values.get(Settings.FEEDS_PREFERRED);
        String place = values.lastOrigin(Settings.PAIRS);
        if (taken.put("the house " + pair.symbol(), pair.symbol()) != null) {
            problems.refuse(place, Settings.PAIRS.key(), pair.symbol(), "once only");
            return;
        }
        if (venues.stream().allMatch(venue -> pair.nameOn(venue) == null)) {
            problems.refuse(place, Settings.PAIRS.key(), pair.symbol(), "a venue that is asked for it");
        }
        for (Venue venue : venues) {
            String name = pair.nameOn(venue);
            String wire = venue == Venue.BINANCE && name != null ? BinanceDialect.symbol(pair) : name;
            String other = wire == null ? null : taken.put(venue.wireName() + ' ' + wire, pair.symbol());
            if (other != null) {
                problems.refuse(
                        place,
                        Settings.PAIRS.key(),
                        pair.symbol(),
                        "another pair than " + other + ", both are " + wire + " on " + venue.wireName());
            }
        }
    }

    private static void checkPendingLimit(Values values, Problems problems) {
        Setting<Integer> latest = FanoutConfig.LATEST_LIMIT;
        Setting<Integer> pending = FanoutConfig.PENDING_LIMIT;
        if (values.isUsable(latest)
                && values.isUsable(pending)
                && !FanoutConfig.limitsAgree(values.get(latest), values.get(pending))) {
            problems.refuse(
                    values.lastOrigin(pending, latest),
                    pending.key(),
                    values.text(pending),
                    "at least " + latest.key() + ", " + values.text(latest));
        }
    }

    /** Nobody shall serve strangers by accident. */
    private static void checkBind(Values values, Problems problems) {
        Setting<String> bind = Settings.SERVER_BIND;
        Setting<Boolean> anonymous = Settings.SERVER_ALLOW_ANONYMOUS;
        boolean guarded = values.isUsable(Settings.AUTH_TOKENS_FILE)
                && OptionalFile.of(values, Settings.AUTH_TOKENS_FILE) != null;
        if (values.isUsable(bind)
                && values.isUsable(anonymous)
                && !guarded
                && !values.get(anonymous)
                && !HostAddress.isLoopback(values.get(bind))) {
            problems.refuse(
                    values.lastOrigin(bind),
                    bind.key(),
                    values.text(bind),
                    "a loopback address, unless " + Settings.AUTH_TOKENS_FILE.key() + " is set or " + anonymous.key()
                            + " is true");
        }
    }
}
