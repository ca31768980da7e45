package io.quotegate.config.kind;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** What an address to listen on looks like. Nothing here asks a name server. Any thread. */
public final class HostAddress {
    /** Whoever can reach these is on this machine. */
    private static final String LOCAL_NAME = "localhost";

    private static final String LABEL = "[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";
    // A last label of digits only would be a misspelt IPv4 address, which Java resolves in surprising ways.
    private static final Pattern NAME = Pattern.compile("(" + LABEL + "\\.)*(?![0-9]+$)" + LABEL);
    private static final int NAME_LENGTH_MAX = 253;

    private HostAddress() {}

    public static ScalarKind<String> kind() {
        return new ScalarKind<>("an IP address or a host name", text -> text, HostAddress::isAddressOrName);
    }

    /** Whether only this machine can reach {@code text}, taken literally: a name other than localhost is not looked up. */
    public static boolean isLoopback(String text) {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(text);
        if (address == null) {
            return text.equalsIgnoreCase(LOCAL_NAME);
        }
        try {
            return InetAddress.getByAddress(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + address.length + " bytes", e);
        }
    }

    private static boolean isAddressOrName(String text) {
        return NetUtil.isValidIpV4Address(text)
                || NetUtil.isValidIpV6Address(text)
                || (text.length() <= NAME_LENGTH_MAX && NAME.matcher(text).matches());
    }
}
