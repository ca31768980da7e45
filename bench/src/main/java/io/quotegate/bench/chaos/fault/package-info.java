/** What is made to fail and when, and the proxies that make it fail between two processes. */
@NullMarked
package io.quotegate.bench.chaos.fault;

import org.jspecify.annotations.NullMarked;
