/** What a run gave, as Markdown, JSON and pictures. */
@NullMarked
package io.quotegate.bench.wire.report;

import org.jspecify.annotations.NullMarked;
