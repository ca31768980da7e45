package io.quotegate.config;

import io.quotegate.config.kind.HostAddress;
import io.quotegate.config.source.Problems;

/** What settings must be to one another. Only looks at those that are allowed by themselves. Any thread. */
final class CrossChecks {
    private CrossChecks() {}

    static void check(Values values, Problems problems) {
        checkPendingLimit(values, problems);
        checkBind(values, problems);
    }

    private static void checkPendingLimit(Values values, Problems problems) {
        Setting<Integer> latest = Settings.FANOUT_LATEST_LIMIT;
        Setting<Integer> pending = Settings.FANOUT_PENDING_LIMIT;
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
        boolean guarded = values.isGiven(Settings.AUTH_TOKENS_FILE);
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
