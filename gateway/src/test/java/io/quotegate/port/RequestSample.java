package io.quotegate.port;

import io.quotegate.api.ClientRequest;
import io.quotegate.api.Right;
import io.quotegate.codec.proto.v1.Auth;
import io.quotegate.codec.proto.v1.BookRequest;
import io.quotegate.codec.proto.v1.Bye;
import io.quotegate.codec.proto.v1.CandlesRequest;
import io.quotegate.codec.proto.v1.ChatJoin;
import io.quotegate.codec.proto.v1.ChatLeave;
import io.quotegate.codec.proto.v1.ChatSay;
import io.quotegate.codec.proto.v1.ClientFrame;
import io.quotegate.codec.proto.v1.ConvertRequest;
import io.quotegate.codec.proto.v1.FileRequest;
import io.quotegate.codec.proto.v1.Guess;
import io.quotegate.codec.proto.v1.IndicatorRequest;
import io.quotegate.codec.proto.v1.ListFilesRequest;
import io.quotegate.codec.proto.v1.MarketRequest;
import io.quotegate.codec.proto.v1.Ping;
import io.quotegate.codec.proto.v1.QuoteRequest;
import io.quotegate.codec.proto.v1.QuotesRequest;
import io.quotegate.codec.proto.v1.Subscribe;
import io.quotegate.codec.proto.v1.Unsubscribe;
import io.quotegate.codec.proto.v1.WinnersRequest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request of each operation, and the right that it needs by the contract, which is not asked of the code. What an
 * operation is without a sample is found by a test.
 *
 * @param type  what it is read as
 * @param json  in JSON, with apostrophes for quotes
 * @param frame in Protobuf; null for what only JSON has
 */
record RequestSample(
        Class<? extends ClientRequest> type,
        Right right,
        String json,
        @Nullable ClientFrame frame) {
    private static final String ID = "1";

    private static RequestSample of(
            Class<? extends ClientRequest> type, Right right, String json, ClientFrame.Builder frame) {
        return new RequestSample(type, right, json, frame.setId(ID).build());
    }

    private static ClientFrame.Builder asking() {
        return ClientFrame.newBuilder();
    }

    static List<RequestSample> all() {
        List<RequestSample> all = new ArrayList<>(List.of(
                of(
                        ClientRequest.Quote.class,
                        Right.QUOTES,
                        "{'op':'quote','pair':'BTC-USDT'}",
                        asking().setQuote(QuoteRequest.newBuilder().setPair("BTC-USDT"))),
                of(
                        ClientRequest.Quotes.class,
                        Right.QUOTES,
                        "{'op':'quotes'}",
                        asking().setQuotes(QuotesRequest.getDefaultInstance())),
                of(
                        ClientRequest.Book.class,
                        Right.QUOTES,
                        "{'op':'book','pair':'BTC-USDT'}",
                        asking().setBook(BookRequest.newBuilder().setPair("BTC-USDT"))),
                of(
                        ClientRequest.Market.class,
                        Right.QUOTES,
                        "{'status':'OK','data':'MARKET ALL'}",
                        asking().setMarket(MarketRequest.getDefaultInstance())),
                new RequestSample(
                        ClientRequest.MarketInvalid.class, Right.TOKEN, "{'status':'OK','data':'WEATHER'}", null),
                new RequestSample(ClientRequest.MarketBye.class, Right.ANYBODY, "{'status':'BYE'}", null),
                of(
                        ClientRequest.Convert.class,
                        Right.QUOTES,
                        "{'op':'convert','from':'EUR','to':'USD','amount':'1'}",
                        asking().setConvert(ConvertRequest.newBuilder()
                                .setFrom("EUR")
                                .setTo("USD")
                                .setAmount("1"))),
                of(
                        ClientRequest.Candles.class,
                        Right.QUOTES,
                        "{'op':'candles','pair':'BTC-USDT'}",
                        asking().setCandles(CandlesRequest.newBuilder().setPair("BTC-USDT"))),
                of(
                        ClientRequest.Indicators.class,
                        Right.QUOTES,
                        "{'op':'indicators','pair':'BTC-USDT'}",
                        asking().setIndicators(IndicatorRequest.newBuilder().setPair("BTC-USDT"))),
                of(
                        ClientRequest.Files.class,
                        Right.FILES,
                        "{'op':'files'}",
                        asking().setFiles(ListFilesRequest.getDefaultInstance())),
                of(
                        ClientRequest.File.class,
                        Right.FILES,
                        "{'op':'file','name':'hello.txt'}",
                        asking().setFile(FileRequest.newBuilder().setName("hello.txt"))),
                of(
                        ClientRequest.ChatJoin.class,
                        Right.INTERACTIVE,
                        "{'op':'chat-join','room':'lobby','user':'someone'}",
                        asking().setChatJoin(
                                        ChatJoin.newBuilder().setRoom("lobby").setUser("someone"))),
                of(
                        ClientRequest.ChatSay.class,
                        Right.INTERACTIVE,
                        "{'op':'chat','text':'hello'}",
                        asking().setChat(ChatSay.newBuilder().setText("hello"))),
                of(
                        ClientRequest.ChatLeave.class,
                        Right.INTERACTIVE,
                        "{'op':'chat-leave'}",
                        asking().setChatLeave(ChatLeave.getDefaultInstance())),
                of(
                        ClientRequest.Guess.class,
                        Right.INTERACTIVE,
                        "{'op':'guess','user':'someone','number':5}",
                        asking().setGuess(Guess.newBuilder().setUser("someone").setNumber(5))),
                of(
                        ClientRequest.Winners.class,
                        Right.INTERACTIVE,
                        "{'op':'winners'}",
                        asking().setWinners(WinnersRequest.getDefaultInstance())),
                of(
                        ClientRequest.Auth.class,
                        Right.ANYBODY,
                        "{'op':'auth','token':'wrong'}",
                        asking().setAuth(Auth.newBuilder().setToken("wrong"))),
                of(
                        ClientRequest.Ping.class,
                        Right.ANYBODY,
                        "{'op':'ping'}",
                        asking().setPing(Ping.getDefaultInstance())),
                of(ClientRequest.Bye.class, Right.ANYBODY, "{'op':'bye'}", asking().setBye(Bye.getDefaultInstance())),
                of(ClientRequest.Invalid.class, Right.TOKEN, "{'op':'fly'}", asking())));
        subscriptions("quotes", Right.QUOTES, all);
        subscriptions("trades", Right.QUOTES, all);
        subscriptions("books", Right.QUOTES, all);
        subscriptions("candles", Right.QUOTES, all);
        subscriptions("status", Right.QUOTES, all);
        subscriptions("game", Right.INTERACTIVE, all);
        return all;
    }

    private static void subscriptions(String channel, Right right, List<RequestSample> all) {
        all.add(of(
                ClientRequest.Subscribe.class,
                right,
                "{'op':'subscribe','channel':'" + channel + "','pairs':['*']}",
                asking().setSubscribe(Subscribe.newBuilder().setChannel(channel).addPairs("*"))));
        all.add(of(
                ClientRequest.Unsubscribe.class,
                right,
                "{'op':'unsubscribe','channel':'" + channel + "'}",
                asking().setUnsubscribe(Unsubscribe.newBuilder().setChannel(channel))));
    }

    /** Every kind of request that there is. */
    static Set<Class<?>> kinds() {
        Set<Class<?>> kinds = new LinkedHashSet<>();
        addKinds(ClientRequest.class, kinds);
        return kinds;
    }

    private static void addKinds(Class<?> type, Set<Class<?>> kinds) {
        if (type.isSealed()) {
            for (Class<?> below : type.getPermittedSubclasses()) {
                addKinds(below, kinds);
            }
        } else {
            kinds.add(type);
        }
    }
}
