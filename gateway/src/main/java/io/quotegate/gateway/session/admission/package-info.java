/**
 * Who is let in: how many connections there are, in all and of one address, how many descriptors and how much memory are
 * left. Starting points: {@link io.quotegate.gateway.session.admission.Admission},
 * {@link io.quotegate.gateway.session.admission.MemoryGauge}.
 */
@NullMarked
package io.quotegate.gateway.session.admission;

import org.jspecify.annotations.NullMarked;
