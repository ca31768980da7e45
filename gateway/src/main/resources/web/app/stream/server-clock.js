const TURN_MS = 60_000;

/**
 * How far the gateway's clock is ahead of ours, in milliseconds: what came fastest tells best, and what was learned more
 * than two minutes ago is forgotten, since clocks are set.
 */
export class ServerClock {
  #best = -Infinity;
  #before = -Infinity;
  #turnedMs = 0;

  /** The gateway's clock said `ms` not long ago. */
  learn(ms) {
    const nowMs = Date.now();
    if (nowMs - this.#turnedMs > TURN_MS) {
      this.#before = this.#best;
      this.#best = -Infinity;
      this.#turnedMs = nowMs;
    }
    this.#best = Math.max(this.#best, ms - nowMs);
  }

  get aheadMs() {
    const ahead = Math.max(this.#best, this.#before);
    return Number.isFinite(ahead) ? ahead : 0;
  }
}
