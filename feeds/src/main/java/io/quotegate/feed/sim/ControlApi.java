package io.quotegate.feed.sim;

import io.quotegate.feed.sim.fault.FaultRequest;
import io.quotegate.feed.sim.replay.ReplayProducer;
import io.quotegate.feed.sim.server.RestAnswer;
import io.quotegate.text.ByteWriter;
import io.quotegate.text.DurationText;

/**
 * The simulator's own interface, beside the venue's: faults are ordered and its state is told here. Confined to the
 * venue's loop.
 */
final class ControlApi {
    /** Where all its paths begin; what a fault does to the venue does not concern them. */
    static final String PREFIX = "/_sim/";

    private static final String FAULT_PATH = PREFIX + "fault";
    private static final String STATUS_PATH = PREFIX + "status";
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    private final Simulation simulation;

    ControlApi(Simulation simulation) {
        this.simulation = simulation;
    }

    /** Answers a request for one of our paths. */
    RestAnswer answer(String method, String path, byte[] body) {
        if (path.equals(FAULT_PATH) && method.equals("POST")) {
            return fault(body);
        }
        if (path.equals(STATUS_PATH) && method.equals("GET")) {
            return status();
        }
        String expected = "POST " + FAULT_PATH + " or GET " + STATUS_PATH;
        return error(NOT_FOUND, "path: " + method + ' ' + path + " (expected: " + expected + ')');
    }

    private RestAnswer fault(byte[] body) {
        FaultRequest request;
        try {
            request = FaultRequest.decode(body, simulation.model().noticeTime());
        } catch (IllegalArgumentException e) {
            return error(BAD_REQUEST, String.valueOf(e.getMessage()));
        }
        int connections = simulation.faults().start(request);
        ByteWriter out = new ByteWriter(128);
        out.ascii("{\"kind\":\"").ascii(request.kind().wireName());
        out.ascii("\",\"for\":\"").ascii(DurationText.of(request.duration()));
        out.ascii("\",\"connections\":").number(connections).put('}');
        return RestAnswer.json(OK, out);
    }

    private RestAnswer status() {
        ByteWriter out = new ByteWriter(256);
        out.ascii("{\"venue\":\"").ascii(simulation.venue().wireName());
        out.ascii("\",\"connections\":").number(simulation.sessions().count());
        out.ascii(",\"subscriptions\":").number(simulation.sessions().subscriptions());
        out.ascii(",\"repeated\":").number(simulation.router().repeated());
        out.ascii(",\"opened\":").number(simulation.sessions().openedEver());
        out.ascii(",\"messagesReceived\":").number(simulation.sessions().heard());
        out.ascii(",\"questions\":").number(simulation.questions());
        out.ascii(",\"messagesSent\":").number(simulation.router().pushes());
        out.ascii(",\"time\":").number(simulation.markets().epochNs() / 1000);
        out.ascii(",\"frozen\":").ascii(String.valueOf(simulation.faults().isFrozen()));
        out.ascii(",\"refusing\":").ascii(String.valueOf(simulation.faults().isRefusing()));
        ReplayProducer replay = simulation.replay();
        if (replay == null) {
            out.ascii(",\"replay\":null}");
        } else {
            out.ascii(",\"replay\":{\"played\":").number(replay.played());
            out.ascii(",\"finished\":")
                    .ascii(String.valueOf(replay.isFinished()))
                    .ascii("}}");
        }
        return RestAnswer.json(OK, out);
    }

    private static RestAnswer error(int status, String message) {
        ByteWriter out = new ByteWriter(128);
        return RestAnswer.json(
                status, out.ascii("{\"error\":").jsonString(message).put('}'));
    }
}
