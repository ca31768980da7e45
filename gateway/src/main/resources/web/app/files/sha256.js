/**
 * SHA-256 of bytes that come in pieces: what browsers have takes all of them at once, and nothing where the page did not
 * come over TLS.
 *
 * @see https://csrc.nist.gov/pubs/fips/180-4/upd1/final §5 and §6.2
 */
const BLOCK = 64;
const K = new Uint32Array(64);
const FIRST = new Uint32Array(8);

// §4.2.2 and §5.3.3: the first 32 bits behind the point of the cube and square roots of the first primes.
for (let n = 2, found = 0; found < 64; n += 1) {
  let prime = true;
  for (let d = 2; d * d <= n; d += 1) {
    prime &&= n % d !== 0;
  }
  if (prime) {
    if (found < 8) {
      FIRST[found] = (n ** (1 / 2) % 1) * 2 ** 32;
    }
    K[found] = (n ** (1 / 3) % 1) * 2 ** 32;
    found += 1;
  }
}

const rotated = (x, n) => (x >>> n) | (x << (32 - n));

export class Sha256 {
  #state = FIRST.slice();
  #schedule = new Uint32Array(64);
  #block = new Uint8Array(BLOCK);
  #filled = 0;
  #length = 0;

  /** @param {Uint8Array} bytes */
  update(bytes) {
    this.#length += bytes.length;
    let from = 0;
    while (from < bytes.length) {
      const taken = Math.min(BLOCK - this.#filled, bytes.length - from);
      this.#block.set(bytes.subarray(from, from + taken), this.#filled);
      this.#filled += taken;
      from += taken;
      if (this.#filled === BLOCK) {
        this.#compress();
        this.#filled = 0;
      }
    }
    return this;
  }

  /** The digest in hexadecimal; nothing is taken afterwards. */
  digest() {
    const bits = this.#length * 8;
    const padding = new Uint8Array(((this.#filled < 56 ? 56 : 120) - this.#filled) + 8);
    padding[0] = 0x80;
    const view = new DataView(padding.buffer);
    view.setUint32(padding.length - 8, Math.floor(bits / 2 ** 32));
    view.setUint32(padding.length - 4, bits >>> 0);
    this.update(padding);
    return [...this.#state].map((word) => word.toString(16).padStart(8, '0')).join('');
  }

  #compress() {
    const w = this.#schedule;
    const view = new DataView(this.#block.buffer);
    for (let t = 0; t < 16; t += 1) {
      w[t] = view.getUint32(4 * t);
    }
    for (let t = 16; t < 64; t += 1) {
      const s0 = rotated(w[t - 15], 7) ^ rotated(w[t - 15], 18) ^ (w[t - 15] >>> 3);
      const s1 = rotated(w[t - 2], 17) ^ rotated(w[t - 2], 19) ^ (w[t - 2] >>> 10);
      w[t] = w[t - 16] + s0 + w[t - 7] + s1;
    }
    let [a, b, c, d, e, f, g, h] = this.#state;
    for (let t = 0; t < 64; t += 1) {
      const big1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
      const first = (h + big1 + ((e & f) ^ (~e & g)) + K[t] + w[t]) | 0;
      const big0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22);
      const second = (big0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => {
      this.#state[i] += word;
    });
  }
}
