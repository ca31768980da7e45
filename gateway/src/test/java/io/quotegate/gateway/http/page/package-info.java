@NullMarked
package io.quotegate.gateway.http.page;

import org.jspecify.annotations.NullMarked;
