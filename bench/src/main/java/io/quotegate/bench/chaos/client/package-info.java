/** Clients of a gateway that is made to fail: one process has several, and checks what each of them is sent. */
@NullMarked
package io.quotegate.bench.chaos.client;

import org.jspecify.annotations.NullMarked;
