/** What is measured: one class per scenario. */
@NullMarked
package io.quotegate.bench.wire.scenario;

import org.jspecify.annotations.NullMarked;
