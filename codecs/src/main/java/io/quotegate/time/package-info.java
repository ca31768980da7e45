/**
 * What is counted by the clock: the one limit of how often something may happen, for what we ask of venues and for what
 * clients ask of us; how long things took; and the wall clock that is precise enough for that.
 */
@NullMarked
package io.quotegate.time;

import org.jspecify.annotations.NullMarked;
