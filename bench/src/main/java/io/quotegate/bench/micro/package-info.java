/** One codec, one ring. */
@NullMarked
package io.quotegate.bench.micro;

import org.jspecify.annotations.NullMarked;
