package io.quotegate.cli.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.quotegate.cli.wire.ClientFrames;
import io.quotegate.cli.wire.Traffic;
import org.jspecify.annotations.Nullable;

/** Shows a token on a connection of frames before anything else is asked, and ends it if it is refused. Confined to its event loop. */
final class ShowingTraffic implements Traffic {
    private final Traffic traffic;
    private final String token;

    private @Nullable Channel asked; // until it is answered

    /** @param token of no characters that JSON would have to escape */
    ShowingTraffic(Traffic traffic, String token) {
        this.traffic = traffic;
        this.token = token;
    }

    @Override
    public void onOpen(Channel channel) {
        asked = channel;
        String request = "{\"op\":\"auth\",\"token\":\"" + token + "\"}";
        channel.writeAndFlush(ClientFrames.prefixed(request.getBytes(UTF_8)), channel.voidPromise());
        traffic.onOpen(channel);
    }

    @Override
    public void onMessage(ByteBuf bytes, int at, int length) {
        if (asked == null) {
            traffic.onMessage(bytes, at, length);
            return;
        }
        if (!bytes.toString(at, length, UTF_8).contains("\"authenticated\"")) {
            asked.close();
        }
        asked = null;
    }

    @Override
    public void onReadComplete() {
        traffic.onReadComplete();
    }
}
