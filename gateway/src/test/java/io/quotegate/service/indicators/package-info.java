@NullMarked
package io.quotegate.service.indicators;

import org.jspecify.annotations.NullMarked;
