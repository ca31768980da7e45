package io.quotegate.gateway.operation;

import io.quotegate.api.ClientRequest;
import io.quotegate.api.DeliveryMode;
import io.quotegate.api.ErrorCode;
import io.quotegate.api.PushChannel;
import io.quotegate.api.PushFormat;
import io.quotegate.api.Refusal;
import io.quotegate.api.RejectedPair;
import io.quotegate.api.Resume;
import io.quotegate.gateway.fanout.EventLoopFanout;
import io.quotegate.gateway.fanout.Subscriber;
import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.loop.MarketSubscription;
import io.quotegate.market.Instrument;
import io.quotegate.service.history.HistoryService;
import io.quotegate.service.quotes.QuoteService;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is pushed on one streaming connection. Confined to its event loop. */
final class SubscriptionOperations {
    private static final Refusal NO_SBE =
            Refusal.badRequest("format: sbe (expected: json here; sbe in frames, or over WebSocket with the subprotocol"
                    + " quotegate.v1.sbe)");

    private final Answers answers;
    private final LoopContext loop;
    private final QuoteService quotes;
    private final HistoryService history;
    private final EventLoopFanout fanout;
    private final Subscriber subscriber;
    private final FileOperations files;
    private final GameOperations game;

    SubscriptionOperations(
            Answers answers,
            LoopContext loop,
            Services services,
            Subscriber subscriber,
            FileOperations files,
            GameOperations game) {
        this.answers = answers;
        this.loop = loop;
        quotes = services.quotes();
        history = services.history();
        fanout = loop.fanout();
        this.subscriber = subscriber;
        this.files = files;
        this.game = game;
    }

    void subscribe(ClientRequest.Subscribe request) {
        PushFormat asked = request.options().format();
        WireFormat format = asked == null ? answers.format() : answers.format().of(asked);
        if (format == null) {
            answers.refuse(request.id(), NO_SBE);
        } else if (format.payload() == WireFormat.Payload.SBE && !PushFormat.SBE.has(request.channel())) {
            answers.refuse(request.id(), Refusal.badRequest(PushFormat.SBE.problem(request.channel())));
        } else {
            List<RejectedPair> rejected = new ArrayList<>(0);
            quotes.served(request.pairs(), request.options(), rejected)
                    .onAnswer(ids -> subscribe(request, format, ids, rejected))
                    .onRefusal(refusal -> answers.refuse(request.id(), refusal));
        }
    }

    private void subscribe(
            ClientRequest.Subscribe request, WireFormat format, BitSet ids, List<RejectedPair> rejected) {
        Refusal refusal = refusal(request, ids);
        if (refusal != null) {
            answers.refuse(request.id(), refusal);
            return;
        }
        List<Instrument> pairs = quotes.pairs(ids);
        MarketSubscription subscription =
                new MarketSubscription(loop, quotes, history, subscriber, request, ids, format);
        Resume.Outcome resumed = subscription.find();
        answers.encoder()
                .subscribed(
                        answers.payload(), subscription.instance(), told(request, format), pairs, rejected, resumed);
        answers.write();
        if (request.channel() == PushChannel.GAME) {
            game.listen();
        } else {
            subscription.begin();
        }
    }

    private @Nullable Refusal refusal(ClientRequest.Subscribe request, BitSet ids) {
        if (request.mode() == DeliveryMode.ALL && files.isDownloading()) {
            return Refusal.badRequest("mode: all, beside a download (expected: latest)");
        }
        int most = loop.limits().subscriptions();
        return request.channel() != PushChannel.GAME && fanout.countWith(subscriber, request.channel(), ids) > most
                ? new Refusal(ErrorCode.LIMIT, "subscriptions: more than " + most)
                : null;
    }

    /** The request as it is served. */
    private static ClientRequest.Subscribe told(ClientRequest.Subscribe request, WireFormat format) {
        return format.payload() == WireFormat.Payload.SBE
                ? new ClientRequest.Subscribe(
                        request.id(),
                        request.channel(),
                        request.pairs(),
                        request.mode(),
                        request.options().in(PushFormat.SBE))
                : request;
    }

    void unsubscribe(ClientRequest.Unsubscribe request) {
        quotes.idsEver(request.pairs().isEmpty() ? List.of("*") : request.pairs())
                .onAnswer(ids -> unsubscribe(request, ids))
                .onRefusal(refusal -> answers.refuse(request.id(), refusal));
    }

    private void unsubscribe(ClientRequest.Unsubscribe request, BitSet ids) {
        if (request.channel() == PushChannel.GAME) {
            game.listenNoMore();
        } else {
            fanout.unsubscribe(subscriber, request.channel(), ids);
        }
        answers.encoder().unsubscribed(answers.payload(), request.id(), request.channel(), quotes.pairs(ids));
        answers.write();
    }
}
