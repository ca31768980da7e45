/**
 * How the process divides its direct memory: what the ring takes, what venues and the fan-out have for themselves, and
 * what clients can take, from one another only.
 *
 * <pre>
 *   -XX:MaxDirectMemorySize
 *   |-- ring, tables of newest quotes, what the JDK itself takes
 *   +-- io.netty.maxDirectMemory, which Netty counts for itself, so that what is too much fails at once
 *       |-- venues           } {@link io.quotegate.memory.Reserves}: taken at start, never given back
 *       |-- fan-out, by loop }
 *       +-- clients: what they ask for and do not take
 * </pre>
 */
@NullMarked
package io.quotegate.memory;

import org.jspecify.annotations.NullMarked;
