/**
 * What a simulated venue can be told to do wrong.
 */
@NullMarked
package io.quotegate.feed.sim.fault;

import org.jspecify.annotations.NullMarked;
