@NullMarked
package io.quotegate.concurrent;

import org.jspecify.annotations.NullMarked;
