package io.quotegate.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client can ask for, whatever format it used. */
public sealed interface ClientRequest {
    /** Longest {@link #id()} taken, in characters. */
    int LONGEST_ID = 128;

    /**
     * What the client calls this request, to be echoed in the answer as it stands: for JSON the value's own text with
     * its quotes, for Protobuf the string. Null when not given.
     */
    @Nullable
    String id();

    /** A {@link Subscribe}, or the {@link Invalid} that says what is wrong with it; a null {@code mode} is an unknown one. */
    static ClientRequest subscribe(
            @Nullable String id,
            @Nullable String channelName,
            List<String> pairs,
            @Nullable DeliveryMode mode,
            SubscribeOptions options) {
        PushChannel channel = channelName == null ? null : PushChannel.ofWireName(channelName);
        if (channel == null || channel == PushChannel.CHAT) {
            return badRequest(id, PushChannel.problem(channelName));
        }
        if (mode == null) {
            return badRequest(id, "mode: unknown (expected: latest or all)");
        }
        if (pairs.isEmpty() && channel.isOfPairs()) {
            return badRequest(id, "pairs: missing (expected: a list of pairs, or \"*\" for all)");
        }
        String problem = options.problem(channel, mode);
        return problem == null ? new Subscribe(id, channel, pairs, mode, options) : badRequest(id, problem);
    }

    /** An {@link Unsubscribe}, or the {@link Invalid} that says what is wrong with it. */
    static ClientRequest unsubscribe(@Nullable String id, @Nullable String channelName, List<String> pairs) {
        PushChannel channel = channelName == null ? null : PushChannel.ofWireName(channelName);
        return channel == null || channel == PushChannel.CHAT
                ? badRequest(id, PushChannel.problem(channelName))
                : new Unsubscribe(id, channel, pairs);
    }

    /** An {@link Invalid} with the code {@code bad_request}. */
    static ClientRequest badRequest(@Nullable String id, String message) {
        return new Invalid(id, Refusal.badRequest(message));
    }

    /** What a client needs to have it answered. */
    Right right();

    /** What says, to whoever asked, that it is not answered because of {@code refusal}. */
    default ClientRequest refused(Refusal refusal) {
        return new Invalid(id(), refusal);
    }

    /** Calls the method of {@code operations} that answers this kind of request. */
    void perform(Operations operations);

    /** Answered to everybody. */
    sealed interface OfAnybody extends ClientRequest {
        @Override
        default Right right() {
            return Right.ANYBODY;
        }
    }

    /** About the market. */
    sealed interface OfQuotes extends ClientRequest {
        @Override
        default Right right() {
            return Right.QUOTES;
        }
    }

    /** About files. */
    sealed interface OfFiles extends ClientRequest {
        @Override
        default Right right() {
            return Right.FILES;
        }
    }

    /** In chat or in the game. */
    sealed interface Interactive extends ClientRequest {
        @Override
        default Right right() {
            return Right.INTERACTIVE;
        }
    }

    /** About what is pushed, which needs what its channel does. */
    sealed interface OfChannel extends ClientRequest {
        PushChannel channel();

        @Override
        default Right right() {
            return channel().right();
        }
    }

    /** Wrong; what is wrong with it is told to everybody who is known. */
    sealed interface Wrong extends ClientRequest {
        @Override
        default Right right() {
            return Right.TOKEN;
        }
    }

    /** One method per kind of request. */
    interface Operations {
        void onQuote(Quote request);

        void onQuotes(Quotes request);

        void onBook(Book request);

        void onSubscribe(Subscribe request);

        void onUnsubscribe(Unsubscribe request);

        void onAuth(Auth request);

        void onPing(Ping request);

        void onBye(Bye request);

        void onMarket(Market request);

        void onMarketInvalid(MarketInvalid request);

        void onMarketBye(MarketBye request);

        void onConvert(Convert request);

        void onCandles(Candles request);

        void onIndicators(Indicators request);

        void onFiles(Files request);

        void onFile(File request);

        void onChatJoin(ChatJoin request);

        void onChatSay(ChatSay request);

        void onChatLeave(ChatLeave request);

        void onGuess(Guess request);

        void onWinners(Winners request);

        void onInvalid(Invalid request);
    }

    /** The newest quote of one pair. */
    record Quote(@Nullable String id, String pair) implements OfQuotes {
        @Override
        public void perform(Operations operations) {
            operations.onQuote(this);
        }
    }

    /** The newest quotes of all pairs. */
    record Quotes(@Nullable String id) implements OfQuotes {
        @Override
        public void perform(Operations operations) {
            operations.onQuotes(this);
        }
    }

    /** The book of one pair, so many levels of each side; see {@link BookDepth}. */
    record Book(@Nullable String id, String pair, int depth) implements OfQuotes {
        @Override
        public void perform(Operations operations) {
            operations.onBook(this);
        }
    }

    /** Pushes from now on; {@code pairs} may hold {@code "*"} for all. */
    record Subscribe(
            @Nullable String id, PushChannel channel, List<String> pairs, DeliveryMode mode, SubscribeOptions options)
            implements OfChannel {
        @Override
        public void perform(Operations operations) {
            operations.onSubscribe(this);
        }
    }

    /** No pushes any more; no {@code pairs} means all. */
    record Unsubscribe(@Nullable String id, PushChannel channel, List<String> pairs) implements OfChannel {
        @Override
        public void perform(Operations operations) {
            operations.onUnsubscribe(this);
        }
    }

    /** Who the client is. */
    record Auth(@Nullable String id, String token) implements OfAnybody {
        @Override
        public void perform(Operations operations) {
            operations.onAuth(this);
        }

        /** Without the token, so that nobody writes it down. */
        @Override
        public String toString() {
            return "Auth[id=" + id + ']';
        }
    }

    /** Are you there? */
    record Ping(@Nullable String id) implements OfAnybody {
        @Override
        public void perform(Operations operations) {
            operations.onPing(this);
        }
    }

    /** Say goodbye and close. */
    record Bye(@Nullable String id) implements OfAnybody {
        @Override
        public void perform(Operations operations) {
            operations.onBye(this);
        }
    }

    /** Last prices by coin, which its symbol or its name tells; a null {@code coin} means all ten. */
    record Market(@Nullable String id, @Nullable String coin) implements OfQuotes {
        @Override
        public ClientRequest refused(Refusal refusal) {
            return new MarketInvalid(id, refusal);
        }

        @Override
        public void perform(Operations operations) {
            operations.onMarket(this);
        }
    }

    /** An {@link Invalid} of a client that speaks as {@link Market} does, and reads nothing else. */
    record MarketInvalid(@Nullable String id, Refusal refusal) implements Wrong {
        @Override
        public ClientRequest refused(Refusal other) {
            return new MarketInvalid(id, other);
        }

        @Override
        public void perform(Operations operations) {
            operations.onMarketInvalid(this);
        }
    }

    /** A {@link Bye} of such a client. */
    record MarketBye(@Nullable String id) implements OfAnybody {
        @Override
        public void perform(Operations operations) {
            operations.onMarketBye(this);
        }
    }

    /** An amount in another currency. */
    record Convert(@Nullable String id, ConversionRequest conversion) implements OfQuotes {
        @Override
        public void perform(Operations operations) {
            operations.onConvert(this);
        }
    }

    /** Candles of one pair. */
    record Candles(@Nullable String id, CandleRequest candles) implements OfQuotes {
        @Override
        public void perform(Operations operations) {
            operations.onCandles(this);
        }
    }

    /** What happened to a pair lately; an empty {@code window} is an hour. */
    record Indicators(@Nullable String id, String pair, String window) implements OfQuotes {
        @Override
        public void perform(Operations operations) {
            operations.onIndicators(this);
        }
    }

    /** Which files there are. */
    record Files(@Nullable String id) implements OfFiles {
        @Override
        public void perform(Operations operations) {
            operations.onFiles(this);
        }
    }

    /** The content of files, one after another; of the first from {@code offset} on. */
    record File(@Nullable String id, List<String> names, long offset) implements OfFiles {
        public File(@Nullable String id, String name, long offset) {
            this(id, List.of(name), offset);
        }

        @Override
        public void perform(Operations operations) {
            operations.onFile(this);
        }
    }

    /** Into a room, under a name. */
    record ChatJoin(@Nullable String id, String room, String user) implements Interactive {
        @Override
        public void perform(Operations operations) {
            operations.onChatJoin(this);
        }
    }

    /** Something said in the room. */
    record ChatSay(@Nullable String id, String text) implements Interactive {
        @Override
        public void perform(Operations operations) {
            operations.onChatSay(this);
        }
    }

    /** Out of the room. */
    record ChatLeave(@Nullable String id) implements Interactive {
        @Override
        public void perform(Operations operations) {
            operations.onChatLeave(this);
        }
    }

    /** A guess of the number. */
    record Guess(@Nullable String id, String user, int number) implements Interactive {
        @Override
        public void perform(Operations operations) {
            operations.onGuess(this);
        }
    }

    /** Who won the last {@code limit} rounds. */
    record Winners(@Nullable String id, int limit) implements Interactive {
        @Override
        public void perform(Operations operations) {
            operations.onWinners(this);
        }
    }

    /** Something that was understood far enough to say what is wrong with it. */
    record Invalid(@Nullable String id, Refusal refusal) implements Wrong {
        @Override
        public void perform(Operations operations) {
            operations.onInvalid(this);
        }
    }
}
