@NullMarked
package io.quotegate.monitoring;

import org.jspecify.annotations.NullMarked;
