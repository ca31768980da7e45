package io.quotegate.codec.proto;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import io.quotegate.api.ClientRequest;
import io.quotegate.api.DeliveryMode;
import io.quotegate.api.GameWin;
import io.quotegate.api.Refusal;
import io.quotegate.api.Resume;
import io.quotegate.api.SubscribeOptions;
import io.quotegate.codec.proto.v1.BookRequest;
import io.quotegate.codec.proto.v1.ClientFrame;
import io.quotegate.codec.proto.v1.FileRequest;
import io.quotegate.codec.proto.v1.Subscribe;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one {@code ClientFrame}. Whatever is wrong with it comes out as a {@link ClientRequest.Invalid}, never as an
 * exception. Stateless: any thread.
 */
public final class ProtoRequestDecoder {
    /** What comes of bytes that are no {@code ClientFrame}: this very object, so that they can be taken for another thing. */
    public static final ClientRequest MALFORMED = ClientRequest.badRequest(null, "malformed ClientFrame");

    /** Largest request: twice what the names of ten thousand pairs take. */
    static final int MOST_BYTES = 256 * 1024;

    /** What we do not know of a frame would, as objects, take many times the bytes that it came in. */
    private static final Parser<ClientFrame> KNOWN_FIELDS = DiscardUnknownFieldsParser.wrap(ClientFrame.parser());

    /** The request in {@code bytes[from..to)}. */
    public ClientRequest decode(byte[] bytes, int from, int to) {
        if (to - from > MOST_BYTES) {
            return ClientRequest.badRequest(null, "message (expected: at most " + MOST_BYTES + " bytes)");
        }
        try {
            return request(KNOWN_FIELDS.parseFrom(CodedInputStream.newInstance(bytes, from, to - from)));
        } catch (InvalidProtocolBufferException e) {
            return MALFORMED;
        }
    }

    private static ClientRequest request(ClientFrame frame) {
        String id = frame.getId().isEmpty() ? null : frame.getId();
        if (id != null && id.length() > ClientRequest.LONGEST_ID) {
            return ClientRequest.badRequest(null, "id (expected: at most " + ClientRequest.LONGEST_ID + " characters)");
        }
        return switch (frame.getRequestCase()) {
            case QUOTE -> new ClientRequest.Quote(id, frame.getQuote().getPair());
            case QUOTES -> new ClientRequest.Quotes(id);
            case BOOK -> book(id, frame.getBook());
            case SUBSCRIBE -> subscribe(id, frame.getSubscribe());
            case UNSUBSCRIBE ->
                ClientRequest.unsubscribe(
                        id,
                        frame.getUnsubscribe().getChannel(),
                        frame.getUnsubscribe().getPairsList());
            case AUTH -> auth(id, frame.getAuth().getToken());
            case PING -> new ClientRequest.Ping(id);
            case BYE -> new ClientRequest.Bye(id);
            case MARKET ->
                new ClientRequest.Market(
                        id,
                        frame.getMarket().getCoin().isEmpty()
                                ? null
                                : frame.getMarket().getCoin());
            case CONVERT -> new ClientRequest.Convert(id, ConversionProto.request(frame.getConvert()));
            case FILES -> new ClientRequest.Files(id);
            case FILE -> file(id, frame.getFile());
            case CHAT_JOIN ->
                new ClientRequest.ChatJoin(
                        id, frame.getChatJoin().getRoom(), frame.getChatJoin().getUser());
            case CHAT -> new ClientRequest.ChatSay(id, frame.getChat().getText());
            case CHAT_LEAVE -> new ClientRequest.ChatLeave(id);
            case GUESS ->
                new ClientRequest.Guess(
                        id, frame.getGuess().getUser(), frame.getGuess().getNumber());
            case WINNERS -> winners(id, frame.getWinners().getLimit());
            case CANDLES -> new ClientRequest.Candles(id, HistoryProto.request(frame.getCandles()));
            case INDICATORS ->
                new ClientRequest.Indicators(
                        id,
                        frame.getIndicators().getPair(),
                        frame.getIndicators().getWindow());
            case REQUEST_NOT_SET -> new ClientRequest.Invalid(id, Refusal.NO_REQUEST);
        };
    }

    private static ClientRequest auth(@Nullable String id, String token) {
        return token.isEmpty()
                ? ClientRequest.badRequest(id, "token: missing (expected: a string)")
                : new ClientRequest.Auth(id, token);
    }

    private static ClientRequest book(@Nullable String id, BookRequest request) {
        return BookProto.depth(request.getDepth())
                .fold(
                        depth -> new ClientRequest.Book(id, request.getPair(), depth),
                        refusal -> new ClientRequest.Invalid(id, refusal));
    }

    private static ClientRequest subscribe(@Nullable String id, Subscribe request) {
        SubscribeOptions options = SubscribeOptions.of(request.getPartial(), request.getIntervalMs())
                .after(request.getHistory())
                .resuming(request.hasResume() ? resume(request.getResume()) : null);
        return BookProto.depth(request.getDepth())
                .fold(
                        depth -> ClientRequest.subscribe(
                                id,
                                request.getChannel(),
                                request.getPairsList(),
                                mode(request.getMode()),
                                options.deep(depth)),
                        refusal -> new ClientRequest.Invalid(id, refusal));
    }

    /** What {@code message} says that a client had. */
    public static Resume resume(io.quotegate.codec.proto.v1.Resume message) {
        return new Resume(message.getInstance(), message.getSeqMap());
    }

    private static ClientRequest file(@Nullable String id, FileRequest request) {
        if (request.getNamesCount() == 0) {
            return new ClientRequest.File(id, request.getName(), request.getOffset());
        }
        return request.getName().isEmpty()
                ? new ClientRequest.File(id, List.copyOf(request.getNamesList()), request.getOffset())
                : ClientRequest.badRequest(id, "name (expected: nothing beside names)");
    }

    private static ClientRequest winners(@Nullable String id, int limit) {
        return GameWin.request(id, limit == 0 ? "" : String.valueOf(limit));
    }

    /** The mode that {@code mode} names; null for a later version's. */
    public static @Nullable DeliveryMode mode(io.quotegate.codec.proto.v1.Mode mode) {
        return switch (mode) {
            case MODE_LATEST -> DeliveryMode.LATEST;
            case MODE_ALL -> DeliveryMode.ALL;
            case UNRECOGNIZED -> null;
        };
    }
}
