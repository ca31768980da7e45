package io.quotegate.gateway.loop;

import io.netty.channel.EventLoop;
import io.quotegate.codec.json.JsonMessageEncoder;
import io.quotegate.codec.websocket.MessageInflater;
import io.quotegate.gateway.fanout.EventLoopFanout;
import io.quotegate.gateway.fanout.MessageWriter;
import io.quotegate.gateway.session.ConnectionMetrics;
import io.quotegate.gateway.session.ConnectionSweeper;
import io.quotegate.gateway.session.CurrentLimits;
import io.quotegate.gateway.session.Limits;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.text.ByteScratch;

/**
 * What the connections of one event loop share, so that each needs little of its own. Confined to the event loop.
 *
 * @param json     also writes what only HTTP says
 * @param scratch  to read one quote into
 * @param incoming where messages are read in
 * @param inflater for WebSocket clients that compress each message by itself
 */
public record LoopContext(
        EventLoopFanout fanout,
        MessageWriter writer,
        JsonMessageEncoder json,
        QuoteFlyweight scratch,
        ByteScratch incoming,
        MessageInflater inflater,
        ConnectionSweeper sweeper,
        ConnectionMetrics metrics,
        CurrentLimits currentLimits,
        EventLoop eventLoop) {
    /** Those that hold now. */
    public Limits limits() {
        return currentLimits.get();
    }
}
