package io.quotegate.config.kind;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an address to listen on looks like. Nothing here asks a name server, or loads a class of Netty, which is told what
 * it may have only when the configuration was read. Any thread.
 */
public final class HostAddress {
    /** Whoever can reach these is on this machine. */
    private static final String LOCAL_NAME = "localhost";

    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
    private static final Pattern IPV6 = Pattern.compile("([0-9A-Fa-f.]*:[0-9A-Fa-f:.]*)(%[0-9A-Za-z_.-]+)?");

    private static final String LABEL = "[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";
    // A last label of digits only would be a misspelt IPv4 address, which Java resolves in surprising ways.
    private static final Pattern NAME = Pattern.compile("(" + LABEL + "\\.)*(?![0-9]+$)" + LABEL);
    private static final int NAME_LENGTH_MAX = 253;

    private HostAddress() {}

    public static ScalarKind<String> kind() {
        return new ScalarKind<>("an IP address or a host name", text -> text, HostAddress::isAddressOrName);
    }

    /** The same, or {@code word}. */
    public static ScalarKind<String> kindOr(String word) {
        return new ScalarKind<>(
                "an IP address, a host name or " + word,
                text -> text,
                text -> text.equals(word) || isAddressOrName(text));
    }

    /** An IP address, or a network of them as {@code 10.0.0.0/8}. */
    public static ScalarKind<String> networkKind() {
        return new ScalarKind<>("an IP address or a network, ADDRESS/BITS", text -> text, HostAddress::isNetwork);
    }

    private static boolean isNetwork(String text) {
        int slash = text.indexOf('/');
        InetAddress address = address(slash < 0 ? text : text.substring(0, slash));
        if (address == null || text.startsWith("[")) {
            return false;
        }
        String bits = slash < 0 ? "0" : text.substring(slash + 1);
        return bits.matches("0|[1-9][0-9]{0,2}") && Integer.parseInt(bits) <= address.getAddress().length * Byte.SIZE;
    }

    /** Whether only this machine can reach {@code text}, taken literally: a name other than localhost is not looked up. */
    public static boolean isLoopback(String text) {
        InetAddress address = address(text);
        return address == null ? text.equalsIgnoreCase(LOCAL_NAME) : address.isLoopbackAddress();
    }

    /** The address that {@code text} spells; null if it is none. */
    private static @Nullable InetAddress address(String text) {
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        Matcher six = IPV6.matcher(bracketed ? text.substring(1, text.length() - 1) : text);
        boolean isSix = six.matches();
        if (!isSix && !IPV4.matcher(text).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(isSix ? six.group(1) : text); // with a colon, or all digits, it is no name
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static boolean isAddressOrName(String text) {
        return address(text) != null
                || (text.length() <= NAME_LENGTH_MAX && NAME.matcher(text).matches());
    }
}
