package io.quotegate.cli;

/** Settings of Netty that must be made before its classes are loaded, unless the user made them. */
final class NettyDefaults {
    private NettyDefaults() {}

    static void apply() {
        set("io.netty.leakDetection.level", "disabled"); // tests look for leaks; a server need not pay for it
        set("io.netty.tryReflectionSetAccessible", "false");
    }

    private static void set(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }
}
