package io.quotegate.gateway.grpc.service;

import io.grpc.BindableService;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.quotegate.api.Refusal;
import io.quotegate.codec.proto.ChatProto;
import io.quotegate.codec.proto.v1.ChatLeft;
import io.quotegate.codec.proto.v1.ChatReply;
import io.quotegate.codec.proto.v1.ChatRequest;
import io.quotegate.codec.proto.v1.ChatServiceGrpc;
import io.quotegate.gateway.chat.ChatMember;
import io.quotegate.gateway.chat.LoopChat;
import io.quotegate.gateway.grpc.CallErrors;
import io.quotegate.gateway.grpc.CallOutlet;
import io.quotegate.gateway.loop.PerLoop;
import io.quotegate.service.chat.RoomEntry;

/** {@code quotegate.v1.ChatService}. Any thread, but it needs our own transport. */
public final class ChatCalls implements BindableService {
    private final PerLoop<LoopChat> chat;

    public ChatCalls(PerLoop<LoopChat> chat) {
        this.chat = chat;
    }

    @Override
    public ServerServiceDefinition bindService() {
        return ServerServiceDefinition.builder(ChatServiceGrpc.getServiceDescriptor())
                .addMethod(
                        ChatServiceGrpc.getChatMethod(),
                        new TalkHandler<>((call, outlet) -> new Talk(chat, call, outlet)))
                .build();
    }

    /** One member. Confined to the call's event loop. */
    private static final class Talk implements TalkHandler.Talk<ChatRequest> {
        private final ServerCall<ChatRequest, ChatReply> call;
        private final ChatMember member;

        Talk(PerLoop<LoopChat> chat, ServerCall<ChatRequest, ChatReply> call, CallOutlet outlet) {
            this.call = call;
            member = chat.on(outlet.stream().loop()).member(message -> message.send(outlet.stream(), outlet.format()));
        }

        @Override
        public void onRequest(ChatRequest request) {
            switch (request.getRequestCase()) {
                case JOIN ->
                    onJoined(member.join(
                                    request.getJoin().getRoom(),
                                    request.getJoin().getUser())
                            .orElseThrow(CallErrors::of));
                case SAY -> member.say(request.getSay().getText()).orElseThrow(CallErrors::of);
                case LEAVE -> onLeft(member.leave().orElseThrow(CallErrors::of));
                case REQUEST_NOT_SET -> throw CallErrors.of(Refusal.NO_REQUEST);
            }
        }

        private void onJoined(RoomEntry entry) {
            call.sendMessage(ChatReply.newBuilder()
                    .setJoined(ChatProto.joined(entry.room(), entry.members()))
                    .build());
            entry.before().forEach(event -> call.sendMessage(ChatProto.reply(event)));
        }

        private void onLeft(String room) {
            call.sendMessage(ChatReply.newBuilder()
                    .setLeft(ChatLeft.newBuilder().setRoom(room))
                    .build());
        }

        @Override
        public void close() {
            member.close();
        }
    }
}
