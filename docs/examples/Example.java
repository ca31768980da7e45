import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;

/** What all examples have in common: where the gateway is, and how they end when something fails. */
final class Example {
    private static final String USUAL_TARGET = "127.0.0.1:8080";

    private Example() {}

    /** To the gateway that the first argument names. */
    static ManagedChannel channel(String[] arguments) {
        String target = arguments.length > 0 ? arguments[0] : USUAL_TARGET;
        return Grpc.newChannelBuilder(target, InsecureChannelCredentials.create())
                .build();
    }

    /** Ends the program with one line about what failed, and exit code 1. */
    static void fail(Throwable failure) {
        Status status = Status.fromThrowable(failure);
        boolean unreachable = status.getCode() == Status.Code.UNAVAILABLE && status.getCause() != null;
        System.err.println(
                "failed: " + (unreachable ? "no gateway can be reached" : status.getCode() + " " + status.getDescription()));
        System.exit(1);
    }
}
