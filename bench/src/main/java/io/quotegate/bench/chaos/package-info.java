/** The command that runs a gateway, its venues and its clients while everything between them is made to fail. */
@NullMarked
package io.quotegate.bench.chaos;

import org.jspecify.annotations.NullMarked;
