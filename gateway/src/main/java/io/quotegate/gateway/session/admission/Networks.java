package io.quotegate.gateway.session.admission;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** Some addresses, each alone or with all of its network. Immutable: any thread. */
public final class Networks {
    private final List<IpSubnetFilterRule> rules;

    /** @param texts addresses, or networks as {@code 10.0.0.0/8} */
    public Networks(List<String> texts) {
        rules = texts.stream().map(Networks::rule).toList();
    }

    private static IpSubnetFilterRule rule(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        int all = address.indexOf(':') < 0 ? Integer.SIZE : 2 * Long.SIZE;
        int bits = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
        return new IpSubnetFilterRule(address, bits, IpFilterRuleType.ACCEPT);
    }

    public boolean contain(InetAddress address) {
        if (rules.isEmpty()) {
            return false;
        }
        InetSocketAddress any = new InetSocketAddress(address, 0);
        return rules.stream().anyMatch(rule -> rule.matches(any));
    }
}
