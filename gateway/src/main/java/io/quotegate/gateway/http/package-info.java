/**
 * HTTP without its versions: one request, one table of routes, one set of endpoints. {@code http1} and {@code http2} carry
 * it, {@code grpc}, {@code websocket} and the packages below answer it, and none of them knows another.
 *
 * <pre>
 *    bytes                                                                               bytes
 *      |                                                                                   ^
 *  http1: RequestDecoder -> Http1Handler --+                               +--> http1: AnswerOutput
 *                                          |                               |
 *                                     RequestHead                     ResponseHead
 *                                          v                               |
 *                        HttpRouter --- HttpRoutes                    HttpStream
 *                                          |  one look: path, method,      ^
 *                                          |  protocol, content type       |
 *                                          v                               |
 *                                    HttpEndpoint.open --> StreamListener --+
 *                                          ^               (WholeRequest: routes, files, events;
 *                                          |                WebSocketStream; CallStream of gRPC)
 *                                     RequestHead                          |
 *                                          |                               v
 *  http2: FrameChecks -> RequestListener --+                               +--> http2: StreamSender
 *      ^                                                                                   |
 *    frames                                                                              frames
 * </pre>
 *
 * <p>A request's life, on either carrier, watched over by {@link io.quotegate.gateway.http.ServedRequest}:
 *
 * <pre>
 *   head read --> open --> onBody* --> onBodyEnd --> respond, write*, finish --> onClosed(complete)
 *                  |          |            |                  |
 *                  |          |            +--- not answered -+--- end(reason): farewell, or if nothing was
 *                  |          |                 |                  answered: the problem that is the reason
 *                  |          +-- stops: 408 ---+                  (408, 413, 500, 503), then it is over
 *                  |          +-- too long: 413
 *                  +--> upgrade: 101 or 200, from then on bytes both ways
 * </pre>
 *
 * <p>Adding a route is adding a line to one class of {@link io.quotegate.gateway.http.routes}, or a class beside them and
 * its line in {@code app}.
 */
@NullMarked
package io.quotegate.gateway.http;

import org.jspecify.annotations.NullMarked;
