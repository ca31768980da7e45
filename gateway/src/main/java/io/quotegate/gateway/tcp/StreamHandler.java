package io.quotegate.gateway.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.quotegate.api.ClientRequest;
import io.quotegate.api.ErrorCode;
import io.quotegate.api.Refusal;
import io.quotegate.codec.MessageListener;
import io.quotegate.codec.MessageReader;
import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.Violation;
import io.quotegate.codec.proto.ProtoRequestDecoder;
import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.operation.ClientOperations;
import io.quotegate.gateway.operation.RequestDecoders;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Intake;
import io.quotegate.gateway.session.ProtocolSession;
import io.quotegate.gateway.session.Turn;
import io.quotegate.gateway.session.liveness.SignOfLife;
import io.quotegate.text.ByteWriter;
import io.quotegate.text.Utf8Validator;
import java.util.concurrent.TimeUnit;

/**
 * Serves a client that speaks length-prefixed frames or bare JSON: finds its messages, has them carried out, and keeps
 * the connection alive with heartbeats. Confined to its event loop.
 */
public final class StreamHandler extends ChannelInboundHandlerAdapter implements MessageListener, ProtocolSession {
    private final Connection connection;
    private final LoopContext loop;
    private final StreamKind kind;
    private final MessageReader reader;
    private final RequestDecoders decoders;
    private final ClientOperations operations;
    private final Intake intake;
    private final SignOfLife sign;

    private WireFormat format;

    public StreamHandler(
            Connection connection,
            LoopContext loop,
            StreamKind kind,
            MessageReader reader,
            RequestDecoders decoders,
            ClientOperations operations) {
        this.connection = connection;
        this.loop = loop;
        this.kind = kind;
        this.reader = reader;
        this.decoders = decoders;
        this.operations = operations;
        intake = new Intake(connection.alloc(), in -> {
            read(in);
            return false;
        });
        this.sign = new SignOfLife(loop.limits().heartbeat());
        this.format = kind.format((byte) '{');
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        sign.given();
        intake.take((ByteBuf) message);
    }

    private void read(ByteBuf in) {
        if (!connection.restrain()) {
            return; // it waits; the first answer may be one too many as well
        }
        try {
            reader.read(in, this);
            connection.heard(reader.midMessage());
        } catch (ProtocolException e) {
            in.skipBytes(in.readableBytes());
            refuse(e);
        }
    }

    @Override
    public boolean wantsMore() {
        return connection.restrain();
    }

    private void refuse(ProtocolException e) {
        ErrorCode code = e.violation() == Violation.TOO_LARGE ? ErrorCode.TOO_LARGE : ErrorCode.BAD_REQUEST;
        ByteWriter payload = loop.writer().payload();
        loop.writer().encoder(format).error(payload, null, new Refusal(code, e.detail()));
        connection.end(DisconnectReason.of(e.violation()), loop.writer().framed(format, payload));
    }

    @Override
    public void onMessage(byte[] bytes, int from, int to) {
        connection.heard(false); // what comes behind it is begun now
        connection.spend(1, Turn.READING * (to - from));
        format = kind.format(bytes[from]);
        ClientRequest request = decoders.decode(format, bytes, from, to);
        if (request == ProtoRequestDecoder.MALFORMED && Utf8Validator.isPlainText(bytes, from, to)) {
            format = WireFormat.FRAME_JSON; // who writes text reads text
            request = decoders.decode(format, bytes, from, to);
        }
        operations.perform(request, format);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        connection.resume();
        operations.onWritable();
        if (connection.isWritable() && intake.goOn()) {
            connection.flush();
        }
        connection.readOn();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        intake.release();
        operations.close();
        ctx.fireChannelInactive();
    }

    @Override
    public void onTime(long nowNs) {
        if (connection.incompleteNs(nowNs) > loop.limits().messageTimeout().toNanos()) {
            connection.end(DisconnectReason.MESSAGE_TIMEOUT);
        } else if (sign.isMissing(nowNs, connection.unsentBytes()) && operations.holdsName()) {
            connection.end(DisconnectReason.IDLE_TIMEOUT);
        } else if (!operations.isSendingContent()
                && connection.quietNs(nowNs) >= loop.limits().heartbeat().toNanos()) {
            sign.asked(nowNs);
            ByteWriter payload = loop.writer().payload();
            loop.writer().encoder(format).heartbeat(payload, epochUs());
            loop.writer().write(connection, format, payload);
            connection.channel().flush();
        }
    }

    private static long epochUs() {
        return TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
    }

    @Override
    public boolean drains(DisconnectReason reason) {
        return reason == DisconnectReason.CLIENT_CLOSED && (operations.owes() || !intake.isEmpty());
    }

    @Override
    public boolean isConflated() {
        return operations.isConflated();
    }

    @Override
    public boolean lasts() {
        return operations.lasts();
    }

    @Override
    public ByteBuf farewell(DisconnectReason reason) {
        ByteWriter payload = loop.writer().payload();
        boolean known = reason == DisconnectReason.CLIENT_BYE || reason == DisconnectReason.CLIENT_CLOSED;
        if (!known && !operations.isSendingContent()) { // amid content nothing else can be said
            loop.writer().encoder(format).farewell(payload, operations.farewell(reason));
        }
        return payload.length() == 0 ? Unpooled.EMPTY_BUFFER : loop.writer().framed(format, payload);
    }

    @Override
    public void stopReading() {
        reader.stop();
        intake.release();
        operations.close();
    }
}
