const FIRST_MS = 500;
const LONGEST_MS = 15_000;

/** How long to wait before each attempt to come back: twice as long every time, and never the same for two pages. */
export class BackOff {
  #attempt = 0;

  get attempt() {
    return this.#attempt;
  }

  /** From half of the attempt's delay to all of it. */
  nextMs() {
    const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.#attempt);
    this.#attempt += 1;
    return longest * (0.5 + Math.random() / 2);
  }

  reset() {
    this.#attempt = 0;
  }
}
