/**
 * What people write, before it means anything: files, YAML token by token, raw values with the place they stand at; and
 * how it is told what is wrong with them, all of it at once. Starting points:
 * {@link io.quotegate.config.source.YamlDocument}, {@link io.quotegate.config.source.Problems}.
 */
@NullMarked
package io.quotegate.config.source;

import org.jspecify.annotations.NullMarked;
