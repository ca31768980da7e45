package io.quotegate.memory;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How many descriptors this process may have: files, and sockets. Any thread. */
public final class DescriptorLimit {
    /** Where the system does not tell. */
    private static final int UNKNOWN = 1 << 20;

    private DescriptorLimit() {}

    public static int ofProcess() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? (int) Math.min(Integer.MAX_VALUE, unix.getMaxFileDescriptorCount())
                : UNKNOWN;
    }
}
