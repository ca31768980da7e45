package io.quotegate.gateway.operation;

import io.quotegate.api.ClientRequest;
import io.quotegate.api.Coin;
import io.quotegate.api.CoinPrice;
import io.quotegate.api.Farewell;
import io.quotegate.api.Refusal;
import io.quotegate.codec.MessageEncoder;
import io.quotegate.gateway.auth.Caller;
import io.quotegate.gateway.fanout.EventLoopFanout;
import io.quotegate.gateway.fanout.Subscriber;
import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Outlet;
import io.quotegate.ring.QuoteSource;
import io.quotegate.service.books.BookService;
import io.quotegate.service.conversion.ConversionService;
import io.quotegate.service.history.HistoryService;
import io.quotegate.service.indicators.IndicatorService;
import io.quotegate.service.quotes.QuoteService;
import io.quotegate.text.ByteWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Carries out the requests of one streaming connection and writes the answers, in the format each request came in.
 * Answers are flushed by the protocol's handler when it has read all there was. Confined to its event loop.
 */
public final class ClientOperations implements ClientRequest.Operations {
    private final Caller caller;
    private final LoopContext loop;
    private final QuoteService quotes;
    private final BookService books;
    private final ConversionService conversions;
    private final HistoryService history;
    private final IndicatorService indicators;
    private final EventLoopFanout fanout;
    private final Subscriber subscriber;
    private final Answers answers;
    private final FileOperations files;
    private final ChatOperations chat;
    private final GameOperations game;
    private final SubscriptionOperations subscriptions;

    public ClientOperations(Outlet client, Caller caller, LoopContext loop, Services services) {
        this.caller = caller;
        this.loop = loop;
        quotes = services.quotes();
        books = services.books();
        conversions = services.conversions();
        history = services.history();
        indicators = services.indicators();
        fanout = loop.fanout();
        subscriber = fanout.subscriber(client);
        answers = new Answers(client, subscriber, loop.writer());
        files = new FileOperations(answers, loop, services.downloads(), subscriber);
        chat = new ChatOperations(answers, loop, services.chat());
        game = new GameOperations(answers, loop, services.game(), services.players());
        subscriptions = new SubscriptionOperations(answers, loop, services, subscriber, files, game);
    }

    /** Carries out {@code request}, which came in {@code format}, and writes the answer. */
    public void perform(ClientRequest request, WireFormat format) {
        answers.in(format);
        loop.metrics().requests.increment();
        if (answers.outlet().admitsRequest(loop.limits().requestsPerSecond())) {
            long sinceNs = System.nanoTime();
            Refusal refusal = caller.refusal(request.right());
            (refusal == null ? request : request.refused(refusal)).perform(this);
            loop.metrics().requestTimes.record(request.getClass(), System.nanoTime() - sinceNs);
        } else {
            answers.refuse(request.id(), Refusal.TOO_MANY_REQUESTS);
        }
    }

    /** The socket takes bytes again. */
    public void onWritable() {
        files.onWritable();
        subscriber.catchUp();
    }

    /** Whether nothing but the content of a file may be sent now. */
    public boolean isSendingContent() {
        return files.isSendingContent();
    }

    /** Whether something that was asked for is still to be answered; what is pushed is not. */
    public boolean owes() {
        return files.owes();
    }

    /** Whether the client is only pushed the newest of something, and so may take nothing for long: nobody waits for it. */
    public boolean isConflated() {
        return subscriber.wantsNewest() && !holdsName() && !owes();
    }

    /** Whether nobody else can be called what this client is, in a room or in the game. */
    public boolean holdsName() {
        return chat.holdsName() || game.holdsName();
    }

    /** Whether something is pushed that has no end of its own, and nothing that was asked for is owed. */
    public boolean lasts() {
        return !owes() && (subscriber.wantsAnything() || chat.holdsName() || game.holdsName());
    }

    /** What is said at the end, which {@code reason} brings; a stream that only ends for its age can be resumed. */
    public Farewell farewell(DisconnectReason reason) {
        Map<String, Long> seqs = new LinkedHashMap<>();
        if (reason == DisconnectReason.STREAM_AGE) {
            fanout.resumption()
                    .sentSeqs(
                            subscriber,
                            (id, seq) -> seqs.put(quotes.instruments().byId(id).symbol(), seq));
        }
        return new Farewell(reason.wireName(), loop.limits().retryMs(reason), seqs);
    }

    /** The connection is gone, or has only to take our farewell: gives back all that was its. May be called twice. */
    public void close() {
        files.close();
        chat.close();
        game.close();
        fanout.remove(subscriber);
    }

    @Override
    public void onQuote(ClientRequest.Quote request) {
        answers.write(
                request.id(),
                quotes.quote(request.pair(), source(), loop.scratch()),
                quote -> encoder().quote(payload(), request.id(), quote));
    }

    @Override
    public void onQuotes(ClientRequest.Quotes request) {
        encoder().quotes(payload(), request.id(), quotes.instruments(), source());
        answers.write();
    }

    @Override
    public void onBook(ClientRequest.Book request) {
        answers.write(
                request.id(),
                books.book(request.pair(), request.depth()),
                book -> encoder().book(payload(), request.id(), book));
    }

    @Override
    public void onSubscribe(ClientRequest.Subscribe request) {
        subscriptions.subscribe(request);
    }

    @Override
    public void onUnsubscribe(ClientRequest.Unsubscribe request) {
        subscriptions.unsubscribe(request);
    }

    @Override
    public void onAuth(ClientRequest.Auth request) {
        Refusal refusal = caller.show(request.token());
        if (refusal == null) {
            encoder().authenticated(payload(), request.id(), caller.name(), caller.rights());
            answers.write();
        } else {
            answers.refuse(request.id(), refusal);
        }
    }

    @Override
    public void onPing(ClientRequest.Ping request) {
        encoder().pong(payload(), request.id());
        answers.write();
    }

    @Override
    public void onBye(ClientRequest.Bye request) {
        encoder().bye(payload(), request.id(), DisconnectReason.CLIENT_BYE.wireName());
        leave();
    }

    @Override
    public void onMarketBye(ClientRequest.MarketBye request) {
        encoder().marketBye(payload(), request.id(), DisconnectReason.CLIENT_BYE.wireName());
        leave();
    }

    private void leave() {
        answers.write();
        answers.outlet().end(DisconnectReason.CLIENT_BYE);
    }

    @Override
    public void onMarket(ClientRequest.Market request) {
        if (request.coin() == null) {
            encoder().market(payload(), request.id(), quotes.coinPrices(source()));
        } else {
            CoinPrice price = quotes.coinPrice(request.coin(), source());
            if (price == null) {
                encoder().marketError(payload(), request.id(), Coin.unknown(request.coin()));
            } else {
                encoder().marketCoin(payload(), request.id(), price);
            }
        }
        answers.write();
    }

    @Override
    public void onMarketInvalid(ClientRequest.MarketInvalid request) {
        encoder().marketError(payload(), request.id(), request.refusal());
        answers.write();
    }

    @Override
    public void onConvert(ClientRequest.Convert request) {
        answers.write(
                request.id(),
                conversions.convert(request.conversion(), source()),
                conversion -> encoder().conversion(payload(), request.id(), conversion));
    }

    @Override
    public void onCandles(ClientRequest.Candles request) {
        answers.write(
                request.id(),
                history.candles(request.candles()),
                list -> encoder().candles(payload(), request.id(), list.interval(), list.candles()));
    }

    @Override
    public void onIndicators(ClientRequest.Indicators request) {
        answers.write(
                request.id(),
                indicators.query(request.pair(), request.window()),
                figures -> encoder().indicators(payload(), request.id(), figures));
    }

    @Override
    public void onFiles(ClientRequest.Files request) {
        files.list(request);
    }

    @Override
    public void onFile(ClientRequest.File request) {
        files.download(request);
    }

    @Override
    public void onChatJoin(ClientRequest.ChatJoin request) {
        chat.join(request);
    }

    @Override
    public void onChatSay(ClientRequest.ChatSay request) {
        chat.say(request);
    }

    @Override
    public void onChatLeave(ClientRequest.ChatLeave request) {
        chat.leave(request);
    }

    @Override
    public void onGuess(ClientRequest.Guess request) {
        game.guess(request);
    }

    @Override
    public void onWinners(ClientRequest.Winners request) {
        game.winners(request);
    }

    @Override
    public void onInvalid(ClientRequest.Invalid request) {
        answers.refuse(request.id(), request.refusal());
    }

    private QuoteSource source() {
        return fanout.sourceFor(subscriber);
    }

    private MessageEncoder encoder() {
        return answers.encoder();
    }

    private ByteWriter payload() {
        return answers.payload();
    }
}
