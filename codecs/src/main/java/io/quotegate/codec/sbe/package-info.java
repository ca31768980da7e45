/**
 * What the gateway pushes, as FIX Simple Binary Encoding: the schema is {@code src/main/sbe/quotegate.xml}, and the classes
 * of {@code io.quotegate.codec.sbe.v1} are made from it. Starting point: {@link io.quotegate.codec.sbe.SbeEncoder}.
 */
@NullMarked
package io.quotegate.codec.sbe;

import org.jspecify.annotations.NullMarked;
