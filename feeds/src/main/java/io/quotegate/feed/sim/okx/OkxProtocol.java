package io.quotegate.feed.sim.okx;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quotegate.codec.okx.OkxChannel;
import io.quotegate.codec.okx.OkxEncoder;
import io.quotegate.codec.okx.OkxRecording;
import io.quotegate.codec.okx.OkxRequest;
import io.quotegate.codec.okx.OkxRequestDecoder;
import io.quotegate.feed.sim.push.PushForm;
import io.quotegate.feed.sim.push.PushRouter;
import io.quotegate.feed.sim.push.Topic;
import io.quotegate.feed.sim.server.SessionProtocol;
import io.quotegate.feed.sim.server.VenueSession;
import io.quotegate.feed.sim.venue.VenueInternals;
import io.quotegate.text.ByteWriter;
import io.quotegate.time.RateLimit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * OKX's end of a conversation on a public WebSocket. Confined to the venue's loop.
 *
 * @see <a href="https://www.okx.com/docs-v5/en/#overview-websocket-overview">OKX API v5, Overview, WebSocket</a>
 */
final class OkxProtocol implements SessionProtocol, OkxRequest.Operations {
    private static final byte[] PING = OkxEncoder.PING.getBytes(US_ASCII);
    private static final String BOOKS = OkxChannel.BOOKS.wireName();
    private static final int TOO_LONG = 1009;
    private static final int NO_DATA = 4004;
    private static final int BUFFER_FULL = 4005;

    private final VenueSession session;
    private final Endpoint endpoint;
    private final PushRouter router;
    private final OkxRequestDecoder decoder;
    private final RateLimit requests;
    private final OkxHabits habits;
    private final VenueInternals internals;
    private final long idleAfterNs;
    private final String connId;
    private final ByteWriter out = new ByteWriter(512);

    private boolean everSubscribed;
    private long heardNs;

    /** Which channels a path has. */
    enum Endpoint {
        PUBLIC(
                "64002",
                "This channel is not supported by \"/business\" URL. Please use \"/private\" URL(for private"
                        + " channels), or \"/public\" URL(for public channels)."),
        BUSINESS("64001", "This channel has been migrated to the '/business' URL. Please subscribe using the new URL.");

        private final String codeElsewhere;
        private final String messageElsewhere;

        Endpoint(String codeElsewhere, String messageElsewhere) {
            this.codeElsewhere = codeElsewhere;
            this.messageElsewhere = messageElsewhere;
        }

        static Endpoint of(String channel) {
            boolean business = channel.startsWith("candle")
                    || channel.startsWith("mark-price-candle")
                    || channel.startsWith("index-candle")
                    || channel.equals("trades-all");
            return business ? BUSINESS : PUBLIC;
        }
    }

    OkxProtocol(
            VenueSession session,
            Endpoint endpoint,
            VenueInternals internals,
            OkxLimits limits,
            OkxHabits habits,
            OkxRequestDecoder decoder) {
        this.session = session;
        this.habits = habits;
        this.endpoint = endpoint;
        this.internals = internals;
        this.decoder = decoder;
        router = internals.router();
        requests = new RateLimit(
                limits.connection().maxRequests(), limits.connection().requestWindow());
        idleAfterNs = limits.idleAfter().toNanos();
        connId = String.format("%08x", ThreadLocalRandom.current().nextInt());
        heardNs = internals.clock().monotonicNs();
    }

    @Override
    public void onOpen() {
        // OKX waits to be asked.
    }

    @Override
    public void onMessage(byte[] bytes, int from, int to) {
        heardNs = internals.clock().monotonicNs();
        if (Arrays.equals(PING, 0, PING.length, bytes, from, to)) {
            session.sendText(out.clear().ascii(OkxEncoder.PONG));
        } else {
            decoder.decode(bytes, from, to).perform(this);
        }
    }

    @Override
    public void onSubscribe(OkxRequest.Subscribe request) {
        if (!isAllowed(request.id())) {
            return;
        }
        List<Topic> accepted = new ArrayList<>();
        for (OkxRequest.Arg arg : request.args()) {
            Topic topic = topic(request.id(), arg);
            if (topic != null) {
                acknowledge(request.id(), "subscribe", arg);
                boolean again = arg.channel().equals(BOOKS) && session.topics().contains(topic);
                if (!again || habits.secondSnapshot()) {
                    accepted.add(topic);
                }
            }
        }
        for (Topic topic : accepted) {
            everSubscribed = true;
            session.subscribe(topic);
            router.greet(session, topic);
        }
    }

    @Override
    public void onUnsubscribe(OkxRequest.Unsubscribe request) {
        if (!isAllowed(request.id())) {
            return;
        }
        for (OkxRequest.Arg arg : request.args()) {
            Topic topic = topic(request.id(), arg);
            if (topic != null) {
                session.unsubscribe(topic);
                acknowledge(request.id(), "unsubscribe", arg);
            }
        }
    }

    /** The topic of {@code arg}; null if there is none here, of which the client is then told. */
    private @Nullable Topic topic(@Nullable String id, OkxRequest.Arg arg) {
        Topic topic = router.served(OkxRecording.topic(arg.channel(), arg.instId()));
        Endpoint proper = Endpoint.of(arg.channel());
        if (proper == endpoint) {
            if (topic == null) {
                error(
                        id,
                        "60018",
                        "Wrong URL or channel:" + arg.channel() + ", instId:" + arg.instId() + " doesn't exist. Please"
                                + " use the correct URL, channel and parameters referring to API document.");
            }
            return topic;
        }
        error(id, proper.codeElsewhere, proper.messageElsewhere);
        return null;
    }

    @Override
    public void onLogin(OkxRequest.Login request) {
        if (isAllowed(request.id())) {
            error(request.id(), "60009", "Login failed.");
        }
    }

    @Override
    public void onInvalid(OkxRequest.Invalid request) {
        error(request.id(), request.code(), request.message());
    }

    private boolean isAllowed(@Nullable String id) {
        if (requests.trySpend(internals.clock().monotonicNs())) {
            return true;
        }
        error(id, "60014", "Requests too frequent");
        return false;
    }

    private void acknowledge(@Nullable String id, String event, OkxRequest.Arg arg) {
        OkxEncoder.acknowledgement(out.clear(), id, event, arg, connId);
        session.sendText(out);
    }

    private void error(@Nullable String id, String code, String message) {
        OkxEncoder.error(out.clear(), id, code, message, connId);
        session.sendText(out);
    }

    @Override
    public void onPing() {
        heardNs = internals.clock().monotonicNs();
    }

    @Override
    public void onPong(byte[] bytes, int from, int to) {
        // OKX does not ask for one.
    }

    @Override
    public void onTooLarge() {
        session.close(TOO_LONG, "Request message exceeds the maximum frame length");
    }

    @Override
    public void onSlow() {
        session.close(BUFFER_FULL, "Buffer is full, cannot write data");
    }

    @Override
    public void onTick(long nowNs) {
        boolean neverAsked = !everSubscribed && nowNs - session.openedNs() >= idleAfterNs;
        boolean silent = nowNs - session.sentNs() >= idleAfterNs && nowNs - heardNs >= idleAfterNs;
        if (neverAsked || silent) {
            session.close(NO_DATA, "No data received in 30s");
        }
    }

    @Override
    public PushForm form() {
        return PushForm.RAW;
    }

    @Override
    public void announceShutdown() {
        OkxEncoder.serviceUpgradeNotice(out.clear(), connId);
        session.sendText(out);
    }

    @Override
    public String garbage(int number) {
        String instId = internals.markets().pair(0).instrument().symbol();
        String arg = "{\"arg\":{\"channel\":\"bbo-tbt\",\"instId\":\"" + instId + "\"},\"data\":";
        return switch (number % 4) {
            case 0 -> "\u0001 this is not JSON {";
            case 1 -> arg + "\"not a list\"}";
            case 2 -> arg + "[{\"asks\":[[true,{}]],\"bids\":17,\"ts\":\"yesterday\",\"seqId\":\"x\"}]}";
            default -> "[1,2,{\"arg\":[]}]";
        };
    }
}
