/**
 * The files offered for download, free of any protocol. Starting point:
 * {@link io.quotegate.service.files.FileCatalogue}.
 */
@NullMarked
package io.quotegate.service.files;

import org.jspecify.annotations.NullMarked;
