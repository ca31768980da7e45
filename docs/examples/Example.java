import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** What all examples have in common: where the gateway is, and how they end when something fails. */
final class Example {
    private static final String USUAL_TARGET = "127.0.0.1:8080";
    static final String UNREACHABLE = "no gateway can be reached";

    private Example() {}

    /** Reads the frames that a request is answered with. */
    interface Frames {
        void read(DataInputStream in) throws IOException;
    }

    /** The gateway that the first argument names. */
    static String target(String[] arguments) {
        return arguments.length > 0 ? arguments[0] : USUAL_TARGET;
    }

    /** To the gateway that the first argument names. */
    static ManagedChannel channel(String[] arguments) {
        return Grpc.newChannelBuilder(target(arguments), InsecureChannelCredentials.create())
                .build();
    }

    /** Sends {@code request} in a frame to the gateway that the first argument names, and has what comes read. */
    static void ask(String[] arguments, String request, Frames frames) {
        String[] target = target(arguments).split(":");
        try (Socket socket = new Socket(target[0], Integer.parseInt(target[1]))) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            byte[] payload = request.getBytes(StandardCharsets.UTF_8);
            out.writeInt(payload.length);
            out.write(payload);
            frames.read(new DataInputStream(socket.getInputStream()));
        } catch (IOException e) {
            end(e instanceof ConnectException ? UNREACHABLE : e.getMessage());
        }
    }

    /** Ends the program with one line about what failed, and exit code 1. */
    static void fail(Throwable failure) {
        Status status = Status.fromThrowable(failure);
        boolean unreachable = status.getCode() == Status.Code.UNAVAILABLE && status.getCause() != null;
        end(unreachable ? UNREACHABLE : status.getCode() + " " + status.getDescription());
    }

    /** Ends the program with one line, and exit code 1. */
    static void end(String why) {
        System.err.println("failed: " + why);
        System.exit(1);
    }
}
