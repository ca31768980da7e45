const AGAIN_MS = 60_000;
const SOON_MS = 3_000; // while there is no history yet
const DAY_MINUTES = 1_440;
const AT_ONCE = 4; // questions on the way: a table of 300 pairs shall not crowd out what somebody clicks

/** How much each pair in sight changed in 24 hours, asked for when it comes into sight and every minute again. */
export class DayChanges {
  #link;
  #table = null;
  #askedMs = new Map();
  #waiting = new Set();
  #underWay = 0;

  constructor(link) {
    this.#link = link;
    link.on('begun', ({ data }) => data.channel === 'quotes' && this.#again());
    setInterval(() => document.hidden || this.#again(), SOON_MS);
  }

  /** Tells `table` from now on. */
  fill(table) {
    this.#table = table;
  }

  /** `pairs` came into sight. */
  want(pairs) {
    const longAgo = performance.now() - AGAIN_MS;
    pairs.filter((pair) => (this.#askedMs.get(pair) ?? -Infinity) < longAgo).forEach((pair) => this.#waiting.add(pair));
    this.#askMore();
  }

  #again() {
    this.want(this.#table?.seen ?? []);
  }

  #askMore() {
    for (const pair of this.#waiting) {
      if (this.#underWay >= AT_ONCE) {
        return;
      }
      this.#waiting.delete(pair);
      this.#underWay += 1;
      this.#askedMs.set(pair, performance.now());
      this.#ask(pair).finally(() => {
        this.#underWay -= 1;
        this.#askMore();
      });
    }
  }

  async #ask(pair) {
    try {
      const { data } = await this.#link.ask({ op: 'indicators', pair, window: '24h' });
      const { minutes } = data.samples;
      const part = minutes < DAY_MINUTES * 0.95 && data.values.return !== null ? `of ${Math.ceil(minutes / 60)} h` : '';
      this.#table.paintChange(pair, data.values.return, part);
      if (data.values.return === null) {
        this.#askedMs.delete(pair);
      }
    } catch {
      this.#askedMs.delete(pair);
    }
  }
}
