package io.quotegate.bench.chaos.client;

import io.quotegate.bench.wire.server.ControlInput;
import io.quotegate.concurrent.NamedThreads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadFactory;

/**
 * A process of clients: its arguments are the port to come to and a name. It prints {@code broken WHAT} at once, {@code
 * said TIME TEXT} for what the gateway acknowledged of the chat, and on the command {@code report} what each kind of
 * client heard and how its connections ended, ending with {@code reported}; on {@code leave} all say goodbye. It ends
 * when its input does.
 */
public final class ClientMain {
    private final List<Seat> seats = new ArrayList<>();
    private final Reports reports = new Reports();

    /** What seats tell, printed. Any thread. */
    static final class Reports {
        private final Map<String, Long> heard = new TreeMap<>();
        private final Map<String, Integer> ended = new TreeMap<>();

        synchronized void heard(String what) {
            heard.merge(what, 1L, Long::sum);
        }

        synchronized void ended(String what, String how) {
            ended.merge(what + ": " + how, 1, Integer::sum);
        }

        synchronized void broken(String what) {
            System.out.println("broken " + what);
        }

        synchronized void acknowledged(String text) {
            System.out.println("said " + System.currentTimeMillis() + ' ' + text);
        }

        synchronized void print() {
            heard.forEach((what, count) -> System.out.println("heard " + count + ' ' + what));
            ended.forEach((what, count) -> System.out.println("ended " + count + ' ' + what));
            heard.clear();
            ended.clear();
            System.out.println("reported now");
        }
    }

    private ClientMain(int port, String name) {
        ThreadFactory threads = NamedThreads.of("seat");
        for (Seat.Protocol protocol : Seat.Protocol.values()) {
            for (String mode : List.of("latest", "all")) {
                Seat seat = new Seat(port, name + '-' + seats.size(), protocol, mode, reports);
                seats.add(seat);
                threads.newThread(seat).start();
            }
        }
    }

    public static void main(String[] arguments) throws IOException {
        ClientMain clients = new ClientMain(Integer.parseInt(arguments[0]), arguments[1]);
        ControlInput.run(command -> {
            if (command.equals("leave")) {
                clients.seats.forEach(Seat::leave);
            } else {
                clients.reports.print();
            }
        });
    }
}
