package io.quotegate.gateway.grpc;

import io.grpc.BindableService;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.quotegate.api.ChatEvent;
import io.quotegate.api.ErrorCode;
import io.quotegate.codec.proto.InteractiveProto;
import io.quotegate.codec.proto.v1.ChatLeft;
import io.quotegate.codec.proto.v1.ChatReply;
import io.quotegate.codec.proto.v1.ChatRequest;
import io.quotegate.codec.proto.v1.ChatServiceGrpc;
import io.quotegate.gateway.exchange.Exchange;
import io.quotegate.gateway.interactive.ChatMember;
import io.quotegate.gateway.interactive.Interactive;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.service.chat.ChatOutcome;

/** {@code quotegate.v1.ChatService}. Any thread, but it needs our own transport. */
public final class ChatCalls implements BindableService {
    private final Interactive services;

    public ChatCalls(Interactive services) {
        this.services = services;
    }

    @Override
    public ServerServiceDefinition bindService() {
        return ServerServiceDefinition.builder(ChatServiceGrpc.getServiceDescriptor())
                .addMethod(
                        ChatServiceGrpc.getChatMethod(),
                        new TalkHandler<>((call, outlet) -> new Talk(services, call, outlet.exchange())))
                .build();
    }

    /** One member. Confined to the call's event loop. */
    private static final class Talk implements TalkHandler.Talk<ChatRequest> {
        private final ServerCall<ChatRequest, ChatReply> call;
        private final Exchange exchange;
        private final ChatMember member;

        private boolean closed;

        Talk(Interactive services, ServerCall<ChatRequest, ChatReply> call, Exchange exchange) {
            this.call = call;
            this.exchange = exchange;
            member = services.on(exchange.loop()).chat().member((event, push) -> tell(event));
        }

        @Override
        public void onRequest(ChatRequest request) {
            switch (request.getRequestCase()) {
                case JOIN ->
                    answer(member.join(
                            request.getJoin().getRoom(), request.getJoin().getUser()));
                case SAY -> answer(member.say(request.getSay().getText()));
                case LEAVE -> answer(member.leave());
                case REQUEST_NOT_SET ->
                    throw CallErrors.of(ErrorCode.BAD_REQUEST, "request: not set, or of a later version");
            }
        }

        private void answer(ChatOutcome outcome) {
            if (outcome instanceof ChatOutcome.Refused refused) {
                throw CallErrors.of(refused.code(), refused.message());
            } else if (outcome instanceof ChatOutcome.Joined joined) {
                call.sendMessage(ChatReply.newBuilder()
                        .setJoined(InteractiveProto.joined(joined.room(), joined.members()))
                        .build());
                joined.before().forEach(this::tell);
            } else if (outcome instanceof ChatOutcome.Left left) {
                call.sendMessage(ChatReply.newBuilder()
                        .setLeft(ChatLeft.newBuilder().setRoom(left.room()))
                        .build());
            }
        }

        private void tell(ChatEvent event) {
            if (closed || exchange.isEnding()) {
                return;
            }
            if (exchange.unsentBytes() > exchange.loop().limits().pendingBytes()) {
                exchange.end(DisconnectReason.SLOW_CONSUMER);
            } else {
                call.sendMessage(ChatReply.newBuilder()
                        .setPush(InteractiveProto.message(event))
                        .build());
            }
        }

        @Override
        public void close() {
            closed = true;
            member.close();
        }
    }
}
