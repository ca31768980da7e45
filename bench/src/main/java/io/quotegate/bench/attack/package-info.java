/**
 * Clients that mean harm, over real sockets, in a process of their own: {@code wire --scenario attacks} measures what they
 * do to others. Starting point: {@link io.quotegate.bench.attack.Attack}.
 */
@NullMarked
package io.quotegate.bench.attack;

import org.jspecify.annotations.NullMarked;
