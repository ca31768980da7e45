package io.quotegate.gateway.session;

/** Notices when a client takes nothing of what waits for it. Confined to its event loop. */
final class TakingWatch {
    private long unsent; // bytes, when they last became more or fewer
    private long changedNs;

    /**
     * How long nothing was taken and nothing given.
     *
     * @param unsentBytes of now
     * @param quietNs     since when nothing was written
     */
    long idleNs(long nowNs, long unsentBytes, long quietNs) {
        if (unsentBytes != unsent) {
            unsent = unsentBytes;
            changedNs = nowNs;
        }
        return Math.min(nowNs - changedNs, quietNs);
    }
}
