package io.quotegate.cluster;

import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the machines of a cluster reach one another. The keys of the configuration are {@code cluster.*}. Immutable: any
 * thread.
 *
 * @param channels where feed nodes publish, as Aeron spells it; a feed node has one
 * @param stream   the number of the stream of quotes; those of trades, of books and of requests are the next three
 * @param driver   {@link #EMBEDDED}, or the directory of a media driver that runs
 * @param rank     of a feed node: the lowest that lives is followed
 * @param spin     whether threads never sleep
 */
public record ClusterSettings(List<String> channels, int stream, String driver, int rank, boolean spin) {
    /** A media driver of our own, in this process. */
    public static final String EMBEDDED = "embedded";

    /** What a channel looks like, in words. */
    public static final String CHANNEL_EXPECTED = "aeron:udp?... or aeron:ipc, a port of control below 65532";

    // Not by Aeron's own parser, which nothing loads where there is no cluster.
    private static final Pattern CHANNEL =
            Pattern.compile("aeron:(ipc|udp\\?[^?\\s,|=]+=[^?\\s,|=]+(\\|[^?\\s,|=]+=[^?\\s,|=]+)*)");
    private static final Pattern CONTROL = Pattern.compile(".*[?|]control=([^|]*)(\\|.*)?");
    private static final Pattern HOST_AND_PORT = Pattern.compile("(.+):([1-9][0-9]{0,4})");
    private static final int PORTS_BEHIND = 4; // of trades, books and requests over UDP, and that of HTTP over TCP
    private static final int MOST_PORT = 65535 - PORTS_BEHIND;

    public ClusterSettings {
        channels = List.copyOf(channels);
    }

    /** Where the feed node that publishes on {@code channel} answers HTTP, if nothing else is said; null where it has no control port. */
    public static @Nullable URI httpBase(String channel) {
        Matcher control = CONTROL.matcher(channel);
        Matcher place = HOST_AND_PORT.matcher(control.matches() ? control.group(1) : "");
        return place.matches()
                ? URI.create("http://" + place.group(1) + ':' + (Integer.parseInt(place.group(2)) + PORTS_BEHIND))
                : null;
    }

    /** Whether {@code text} can be a channel. */
    public static boolean isChannel(String text) {
        Matcher control = CONTROL.matcher(text);
        if (!CHANNEL.matcher(text).matches()) {
            return false;
        }
        if (!control.matches()) {
            return true;
        }
        Matcher place = HOST_AND_PORT.matcher(control.group(1));
        return place.matches() && Integer.parseInt(place.group(2)) <= MOST_PORT;
    }
}
