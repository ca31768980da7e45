@NullMarked
package io.quotegate.config.source;

import org.jspecify.annotations.NullMarked;
