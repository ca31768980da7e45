package io.quotegate.gateway.grpc;

import io.grpc.BindableService;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.quotegate.api.ErrorCode;
import io.quotegate.codec.proto.InteractiveProto;
import io.quotegate.codec.proto.v1.ChatLeft;
import io.quotegate.codec.proto.v1.ChatReply;
import io.quotegate.codec.proto.v1.ChatRequest;
import io.quotegate.codec.proto.v1.ChatServiceGrpc;
import io.quotegate.gateway.interactive.ChatMember;
import io.quotegate.gateway.interactive.Interactive;
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
                        new TalkHandler<>((call, outlet) -> new Talk(services, call, outlet)))
                .build();
    }

    /** One member. Confined to the call's event loop. */
    private static final class Talk implements TalkHandler.Talk<ChatRequest> {
        private final ServerCall<ChatRequest, ChatReply> call;
        private final ChatMember member;

        Talk(Interactive services, ServerCall<ChatRequest, ChatReply> call, CallOutlet outlet) {
            this.call = call;
            member = services.on(outlet.exchange().loop())
                    .chat()
                    .member(push -> push.send(outlet.exchange(), outlet.format()));
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
                joined.before().forEach(event -> call.sendMessage(InteractiveProto.reply(event)));
            } else if (outcome instanceof ChatOutcome.Left left) {
                call.sendMessage(ChatReply.newBuilder()
                        .setLeft(ChatLeft.newBuilder().setRoom(left.room()))
                        .build());
            }
        }

        @Override
        public void close() {
            member.close();
        }
    }
}
