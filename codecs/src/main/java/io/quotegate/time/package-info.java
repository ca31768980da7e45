/**
 * What is counted by the clock, which the caller reads: the one limit of how often something may happen, for what we ask
 * of venues and for what clients ask of us.
 */
@NullMarked
package io.quotegate.time;

import org.jspecify.annotations.NullMarked;
