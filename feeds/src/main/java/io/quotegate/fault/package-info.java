/**
 * Faults of our own: whatever is thrown in one turn of a loop, in one run of a periodic task or for one record of the
 * ring ends that turn, is told and counted, and the next turn comes as if nothing had been.
 *
 * <pre>
 *   Faults --at(where)--&gt; FaultGuard --run(turn)--&gt; true, or caught, counted, told once a minute
 *     |                        |
 *     +-- quotegate_faults_total{where}
 *     +-- /healthz: 503 where a guard caught 100 turns in a row
 * </pre>
 */
@NullMarked
package io.quotegate.fault;

import org.jspecify.annotations.NullMarked;
