package io.quotegate.gateway.http.routes;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AsciiString;
import io.quotegate.api.Refusal;
import io.quotegate.api.Right;
import io.quotegate.codec.json.RightJson;
import io.quotegate.gateway.auth.BearerToken;
import io.quotegate.gateway.auth.Caller;
import io.quotegate.gateway.http.AnswerListener;
import io.quotegate.gateway.http.HttpAnswer;
import io.quotegate.gateway.http.HttpFields;
import io.quotegate.gateway.http.HttpRoutes;
import io.quotegate.gateway.http.HttpStream;
import io.quotegate.gateway.http.RefusedRequest;
import io.quotegate.gateway.http.RequestHead;
import io.quotegate.gateway.http.ResponseHead;
import io.quotegate.gateway.http.Route;
import io.quotegate.gateway.http.StreamListener;
import io.quotegate.gateway.http.WholeRequest;
import io.quotegate.text.ByteWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/session}: has a browser keep the token that a page has shown, where no page can read it, and forget it. Any
 * thread.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6265#section-4.1">RFC 6265 §4.1, Set-Cookie</a>
 */
public final class SessionRoutes {
    private static final String PATH = "/v1/session";
    private static final String RULES = "; Path=/; HttpOnly; SameSite=Strict";
    private static final HttpFields FORGOTTEN =
            HttpFields.of(HttpHeaderNames.SET_COOKIE, AsciiString.cached(BearerToken.COOKIE + "=; Max-Age=0" + RULES));

    private SessionRoutes() {}

    /** Adds the routes to {@code routes}. */
    public static void addTo(HttpRoutes routes) {
        routes.add(Route.of(
                        PATH,
                        List.of(HttpMethod.POST),
                        Right.ANYBODY,
                        null,
                        "Has a browser keep the token that is shown, in a cookie.",
                        SessionRoutes::begin))
                .add(Route.of(
                        PATH,
                        List.of(HttpMethod.DELETE),
                        Right.ANYBODY,
                        null,
                        "Has it forget the token.",
                        SessionRoutes::end));
    }

    private static StreamListener begin(HttpStream stream, RequestHead request, String parameter) {
        String shown = BearerToken.inAuthorization(request.field(HttpHeaderNames.AUTHORIZATION));
        return shown == null
                ? new BodyToken(stream, token -> begin(stream, token))
                : new WholeRequest(
                        stream, () -> answer(stream, shown, stream.caller().refusal(Right.TOKEN)));
    }

    /** Of a page that has not set the field; {@code token} is empty if its body has none either. */
    private static AnswerListener begin(HttpStream stream, String token) {
        Caller caller = stream.caller();
        Refusal refusal = token.isEmpty() ? caller.refusal(Right.TOKEN) : caller.show(token);
        return answer(stream, token, refusal);
    }

    private static AnswerListener answer(HttpStream stream, String token, @Nullable Refusal refusal) {
        if (refusal != null) {
            RefusedRequest.send(stream, refusal);
            return AnswerListener.NONE;
        }
        Caller caller = stream.caller();
        ByteWriter body = stream.loop().writer().payload();
        RightJson.members(body.put('{'), caller.name(), caller.rights());
        body.put('}');
        HttpAnswer.JSON.send(
                stream, body, token.isEmpty() || !caller.isKnown() ? HttpFields.NONE : cookie(stream, token));
        return AnswerListener.NONE;
    }

    private static HttpFields cookie(HttpStream stream, String token) {
        boolean secure = stream.connection().channel().pipeline().get(SslHandler.class) != null;
        return HttpFields.of(
                HttpHeaderNames.SET_COOKIE,
                AsciiString.of(BearerToken.COOKIE + '=' + token + RULES + (secure ? "; Secure" : "")));
    }

    private static StreamListener end(HttpStream stream, RequestHead request, String parameter) {
        return new WholeRequest(stream, () -> {
            stream.respond(new ResponseHead(HttpResponseStatus.NO_CONTENT, FORGOTTEN), Unpooled.EMPTY_BUFFER);
            return AnswerListener.NONE;
        });
    }
}
