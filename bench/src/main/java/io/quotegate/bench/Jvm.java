package io.quotegate.bench;

/** What forked JVMs need. */
public final class Jvm {
    /** Agrona reads the JDK's own Unsafe. */
    public static final String OPENS = "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED";

    /** As the gateway itself is started: no leak detection. */
    public static final String NO_LEAK_DETECTION = "-Dio.netty.leakDetection.level=disabled";

    private Jvm() {}
}
