package io.quotegate.gateway.detect;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/**
 * Headers of proxies byte by byte, as their specification draws them and independent of what reads them.
 *
 * @see <a href="https://www.haproxy.org/download/2.6/doc/proxy-protocol.txt">The PROXY protocol, §2.2</a>
 */
public final class ProxyHeaders {
    public static final int LOCAL = 0x20;
    public static final int PROXY = 0x21;
    public static final int UNSPEC = 0x00;
    public static final int TCP4 = 0x11;
    public static final int TCP6 = 0x21;
    public static final int UNIX = 0x31;

    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

    private ProxyHeaders() {}

    /** Of version 2: signature, version and command, family, length, and what is so long. */
    public static byte[] v2(int command, int family, String hex) {
        byte[] addresses = ByteBufUtil.decodeHexDump(hex);
        ByteBuf header = Unpooled.buffer()
                .writeBytes(ByteBufUtil.decodeHexDump(SIGNATURE))
                .writeByte(command)
                .writeByte(family)
                .writeShort(addresses.length)
                .writeBytes(addresses);
        return ByteBufUtil.getBytes(header);
    }

    /** Of version 2, for a client at {@code hexAddress} port 56324, to 127.0.0.1 port 443. */
    public static byte[] v2Tcp4(String hexAddress, String hexMore) {
        return v2(PROXY, TCP4, hexAddress + "7f000001" + "dc04" + "01bb" + hexMore);
    }

    public static byte[] v1(String line) {
        return (line + "\r\n").getBytes(US_ASCII);
    }
}
