/** Child processes: started on a core, listened to, measured, and always ended. */
@NullMarked
package io.quotegate.bench.wire.process;

import org.jspecify.annotations.NullMarked;
