package io.quotegate.gateway.http;

import io.quotegate.text.ByteWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers from a route that writes its answer at once. Any thread. */
record RouteEndpoint(HttpRoutes.Handler handler) implements HttpEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(RouteEndpoint.class);

    @Override
    public StreamListener open(HttpStream stream, RequestHead request, String parameter) {
        return new WholeRequest(stream, () -> answer(stream, request, parameter));
    }

    private AnswerListener answer(HttpStream stream, RequestHead request, String parameter) {
        ByteWriter body = stream.loop().writer().payload();
        HttpAnswer answer;
        try {
            answer = handler.answer(new HttpCall(request, parameter, stream.loop(), body));
        } catch (RuntimeException e) {
            LOG.warn("answering {} failed", request, e);
            answer = HttpAnswer.problem(body, HttpProblem.OUR_FAULT);
        }
        answer.send(stream, body);
        return AnswerListener.NONE;
    }
}
