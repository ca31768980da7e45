/**
 * A simulated venue's end of its connections: WebSocket sessions, and REST requests and answers.
 */
@NullMarked
package io.quotegate.feed.sim.server;

import org.jspecify.annotations.NullMarked;
