/** Tests of the history. */
package io.quotegate.service.history;
