import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import io.quotegate.codec.proto.v1.ChatJoin;
import io.quotegate.codec.proto.v1.ChatLeave;
import io.quotegate.codec.proto.v1.ChatReply;
import io.quotegate.codec.proto.v1.ChatRequest;
import io.quotegate.codec.proto.v1.ChatSay;
import io.quotegate.codec.proto.v1.ChatServiceGrpc;
import java.util.concurrent.CountDownLatch;

/** Joins a room, says something, hears it with everybody else, and leaves. Both sides talk when they like. */
public final class ChatAsync implements StreamObserver<ChatReply> {
    private static final String USER = "java";

    private final CountDownLatch over = new CountDownLatch(1);
    private StreamObserver<ChatRequest> call;

    public static void main(String[] arguments) throws InterruptedException {
        ManagedChannel channel = Example.channel(arguments);
        ChatAsync chat = new ChatAsync();
        chat.call = ChatServiceGrpc.newStub(channel).chat(chat);
        ChatJoin join = ChatJoin.newBuilder().setRoom("lobby").setUser(USER).build();
        chat.call.onNext(ChatRequest.newBuilder().setJoin(join).build());
        chat.over.await();
        channel.shutdownNow();
    }

    @Override
    public void onNext(ChatReply reply) {
        switch (reply.getReplyCase()) {
            case JOINED -> {
                System.out.println(
                        "members: " + String.join(", ", reply.getJoined().getMembersList()));
                ChatSay say = ChatSay.newBuilder().setText("hello from Java").build();
                call.onNext(ChatRequest.newBuilder().setSay(say).build());
            }
            case PUSH -> {
                if (reply.getPush().getType().equals("message")) {
                    System.out.println(
                            reply.getPush().getUser() + ": " + reply.getPush().getText());
                    if (reply.getPush().getUser().equals(USER)) {
                        call.onNext(ChatRequest.newBuilder()
                                .setLeave(ChatLeave.getDefaultInstance())
                                .build());
                    }
                }
            }
            default -> {
                System.out.println("left " + reply.getLeft().getRoom());
                call.onCompleted();
            }
        }
    }

    @Override
    public void onError(Throwable cause) {
        Example.fail(cause);
    }

    @Override
    public void onCompleted() {
        over.countDown();
    }
}
