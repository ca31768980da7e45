package io.quotegate.bench.wire.scenario;

/** Over what a server is measured. */
enum Transport {
    PLAIN(""),
    TLS(", TLS");

    private final String suffix;

    Transport(String suffix) {
        this.suffix = suffix;
    }

    /** What {@code server} is called when it is measured so. */
    String label(ServerSpec server) {
        return server.label() + suffix;
    }

    boolean isTls() {
        return this == TLS;
    }
}
