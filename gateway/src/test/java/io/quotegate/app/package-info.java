@NullMarked
package io.quotegate.app;

import org.jspecify.annotations.NullMarked;
