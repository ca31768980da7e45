/**
 * The members of chat rooms on an event loop, whatever protocol they speak. Starting point:
 * {@link io.quotegate.gateway.chat.LoopChat}.
 */
@NullMarked
package io.quotegate.gateway.chat;

import org.jspecify.annotations.NullMarked;
