/**
 * The guessing game, free of any protocol. Starting point: {@link io.quotegate.service.game.GameService}.
 */
@NullMarked
package io.quotegate.service.game;

import org.jspecify.annotations.NullMarked;
