package io.quotegate.gateway.grpc;

import io.grpc.Attributes;
import io.grpc.Codec;
import io.grpc.Compressor;
import io.grpc.CompressorRegistry;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A call as its service sees it: what the service says is carried out on the event loop of the call's {@link CallStream},
 * in the order it was said. Any thread, one at a time.
 */
public final class GrpcCall<ReqT, RespT> extends ServerCall<ReqT, RespT> {
    /** How a service that pushes quotes gets at the fan-out. */
    public static final Attributes.Key<CallOutlet> OUTLET = Attributes.Key.create("io.quotegate.outlet");

    private static final Metadata.Key<String> ENCODING =
            Metadata.Key.of("grpc-encoding", Metadata.ASCII_STRING_MARSHALLER);

    private final CallStream<ReqT> stream;
    private final MethodDescriptor<ReqT, RespT> method;
    private final CallHead head;
    private final EventLoop loop;
    private final AtomicInteger handedOver = new AtomicInteger(); // steps on their way to the event loop

    private @Nullable Compressor compressor;
    private boolean compressing = true;
    private boolean begun;
    private boolean messageSent;
    private boolean closed;

    GrpcCall(CallStream<ReqT> stream, MethodDescriptor<ReqT, RespT> method, CallHead head) {
        this.stream = stream;
        this.method = method;
        this.head = head;
        loop = stream.http().connection().channel().eventLoop();
    }

    /** Whether a step can be taken at once: none that was said before is still on its way. */
    private boolean isHere() {
        return loop.inEventLoop() && handedOver.get() == 0;
    }

    private void handOver(Runnable step) {
        handedOver.incrementAndGet();
        loop.execute(() -> {
            stream.http().attempt(step, stream.http()::end);
            handedOver.decrementAndGet();
        });
    }

    @Override
    public void request(int numMessages) {
        if (isHere()) {
            stream.request(numMessages);
        } else {
            handOver(() -> stream.request(numMessages));
        }
    }

    @Override
    public void sendHeaders(Metadata headers) {
        require(!begun, "the head was sent before");
        require(!closed, "the call was closed before");
        begun = true;
        headers.discardAll(ENCODING);
        if (compressor != null) {
            headers.put(ENCODING, compressor.getMessageEncoding());
        }
        if (isHere()) {
            stream.begin(headers, !method.getType().serverSendsOneMessage());
        } else {
            handOver(() -> stream.begin(headers, true));
        }
    }

    @Override
    public void sendMessage(RespT message) {
        require(begun, "no head was sent");
        require(!closed, "the call was closed before");
        if (method.getType().serverSendsOneMessage() && messageSent) {
            cancel();
            throw new IllegalStateException(method.getFullMethodName() + " answers with one message only");
        }
        messageSent = true;
        if (stream.isOver()) {
            return;
        }
        ByteBuf framed = MessageCoder.encode(method, message, stream.http().alloc(), compressing ? compressor : null);
        if (isHere()) {
            stream.send(framed);
        } else {
            int bytes = framed.readableBytes();
            stream.room().onHandedOver(bytes);
            handOver(() -> {
                stream.send(framed);
                stream.room().onArrived(bytes);
            });
        }
    }

    @Override
    public void close(Status status, Metadata trailers) {
        require(!closed, "the call was closed before");
        closed = true;
        if (status.isOk() && method.getType().serverSendsOneMessage() && !messageSent) {
            cancel();
            throw new IllegalStateException(method.getFullMethodName() + " was closed without its answer");
        }
        if (isHere()) {
            stream.end(status, trailers);
        } else {
            handOver(() -> stream.end(status, trailers));
        }
    }

    private void cancel() {
        handOver(stream::cancel);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }

    @Override
    public boolean isCancelled() {
        return stream.isCancelled();
    }

    @Override
    public boolean isReady() {
        return !closed && (isHere() ? stream.isReady() : stream.room().isReady());
    }

    @Override
    public void setCompression(String name) {
        require(!begun, "the head was sent before");
        Compressor known = CompressorRegistry.getDefaultInstance().lookupCompressor(name);
        if (known == null) {
            throw new IllegalArgumentException("compression: " + name + " (expected: gzip or identity)");
        }
        Set<String> accepted = head.accepted();
        compressor = known == Codec.Identity.NONE || !accepted.contains(name) ? null : known;
    }

    @Override
    public void setMessageCompression(boolean enabled) {
        compressing = enabled;
    }

    @Override
    public Attributes getAttributes() {
        return Attributes.newBuilder()
                .set(Grpc.TRANSPORT_ATTR_REMOTE_ADDR, stream.http().connection().address())
                .set(
                        Grpc.TRANSPORT_ATTR_LOCAL_ADDR,
                        stream.http().connection().channel().localAddress())
                .set(OUTLET, stream.outlet())
                .build();
    }

    @Override
    public @Nullable String getAuthority() {
        return head.authority();
    }

    @Override
    public MethodDescriptor<ReqT, RespT> getMethodDescriptor() {
        return method;
    }
}
