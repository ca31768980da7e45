import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import io.quotegate.codec.proto.v1.GameEvent;
import io.quotegate.codec.proto.v1.GameServiceGrpc;
import io.quotegate.codec.proto.v1.Guess;
import java.util.concurrent.CountDownLatch;

/** Halves what is left until the number is found, by whomever. */
public final class GameAsync implements StreamObserver<GameEvent> {
    private final CountDownLatch over = new CountDownLatch(1);
    private StreamObserver<Guess> call;
    private int low = 1;
    private int high = 1000;

    public static void main(String[] arguments) throws InterruptedException {
        ManagedChannel channel = Example.channel(arguments);
        GameAsync player = new GameAsync();
        player.call = GameServiceGrpc.newStub(channel).play(player);
        player.guess();
        player.over.await();
        channel.shutdownNow();
    }

    private void guess() {
        call.onNext(Guess.newBuilder()
                .setUser("java-player")
                .setNumber((low + high) / 2)
                .build());
    }

    @Override
    public void onNext(GameEvent event) {
        int guessed = (low + high) / 2;
        System.out.println(guessed + " " + event.getMessage());
        if (event.getResult().equals("won") || event.getResult().equals("over")) {
            call.onCompleted();
            return;
        }
        if (event.getResult().equals("too_low")) {
            low = guessed + 1;
        } else {
            high = guessed - 1;
        }
        guess();
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
