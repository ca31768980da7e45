/**
 * Files, chat and game on the event loops: what is pushed to the clients of one loop, and files sent without one loop
 * waiting for the disk. Starting point: {@link io.quotegate.gateway.interactive.Interactive}.
 */
@NullMarked
package io.quotegate.gateway.interactive;

import org.jspecify.annotations.NullMarked;
