/**
 * The players of the game on an event loop, and those who listen, whatever protocol they speak. Starting point:
 * {@link io.quotegate.gateway.game.LoopGame}.
 */
@NullMarked
package io.quotegate.gateway.game;

import org.jspecify.annotations.NullMarked;
