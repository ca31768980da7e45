/** Commands that run something until they are told to end, and the one that checks what they would be told. */
@NullMarked
package io.quotegate.cli.serve;

import org.jspecify.annotations.NullMarked;
