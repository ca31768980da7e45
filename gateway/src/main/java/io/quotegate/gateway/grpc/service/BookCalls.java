package io.quotegate.gateway.grpc.service;

import io.grpc.BindableService;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.netty.util.concurrent.FastThreadLocal;
import io.quotegate.api.PushChannel;
import io.quotegate.api.SubscribeOptions;
import io.quotegate.codec.proto.BookProto;
import io.quotegate.codec.proto.ProtoRequestDecoder;
import io.quotegate.codec.proto.v1.BookRequest;
import io.quotegate.codec.proto.v1.BookServiceGrpc;
import io.quotegate.codec.proto.v1.StreamBooksRequest;
import io.quotegate.gateway.grpc.CallErrors;
import io.quotegate.gateway.grpc.CallOutlet;
import io.quotegate.gateway.grpc.EncodedMessage;
import io.quotegate.market.book.BookPush;
import io.quotegate.service.books.BookService;
import io.quotegate.service.history.HistoryService;
import io.quotegate.service.quotes.QuoteService;
import io.quotegate.text.ByteWriter;

/**
 * {@code quotegate.v1.BookService}, encoded without the generated classes; streams ride on the fan-out, so that what
 * changes is encoded once for all of them. Any thread, but streams need our own transport.
 */
public final class BookCalls implements BindableService {
    private static final int FIRST_BYTES = 1024;

    private final BookService books;
    private final QuoteService quotes;
    private final HistoryService history;
    private final FastThreadLocal<BookProto> proto;

    public BookCalls(BookService books, QuoteService quotes, HistoryService history) {
        this.history = history;
        this.books = books;
        this.quotes = quotes;
        proto = new FastThreadLocal<>() {
            @Override
            protected BookProto initialValue() {
                return new BookProto(books.instruments());
            }
        };
    }

    @Override
    public ServerServiceDefinition bindService() {
        return EncodedService.of(
                BookServiceGrpc.getServiceDescriptor(),
                ServerMethodDefinition.create(
                        EncodedMessage.answersOf(BookServiceGrpc.getGetBookMethod()),
                        ServerCalls.asyncUnaryCall(this::get)),
                ServerMethodDefinition.create(
                        EncodedMessage.answersOf(BookServiceGrpc.getStreamBooksMethod()),
                        new PushHandler<>(this::stream)));
    }

    private void get(BookRequest request, StreamObserver<byte[]> answer) {
        CallErrors.answer(
                BookProto.depth(request.getDepth())
                        .flatMap(depth -> books.book(request.getPair(), depth))
                        .map(this::encoded),
                answer);
    }

    private byte[] encoded(BookPush book) {
        ByteWriter out = new ByteWriter(FIRST_BYTES);
        proto.get().fields(out, book);
        return out.toByteArray();
    }

    private PushHandler.Push stream(
            StreamBooksRequest request, ServerCall<StreamBooksRequest, byte[]> call, CallOutlet outlet) {
        int depth = BookProto.depth(request.getDepth()).orElseThrow(CallErrors::of);
        StreamRequest asked = StreamRequest.of(
                PushChannel.BOOKS,
                request.getPairsList(),
                request.getMode(),
                request.getModeValue(),
                SubscribeOptions.of(request.getPartial(), request.getIntervalMs())
                        .deep(depth)
                        .resuming(request.hasResume() ? ProtoRequestDecoder.resume(request.getResume()) : null),
                request.getHeartbeatMs());
        return MarketStream.begin(call, outlet, asked, quotes, history);
    }
}
