@NullMarked
package io.quotegate.config.kind;

import org.jspecify.annotations.NullMarked;
