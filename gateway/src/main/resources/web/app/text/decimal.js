/**
 * Exact decimals as the gateway writes them, digits with at most one point: prices and sizes are never made floats where
 * they are shown.
 */

/** What `text` is worth: `mantissa` divided by ten to the power of `scale`. */
export function decimalOf(text) {
  const point = text.indexOf('.');
  return point < 0
    ? { mantissa: BigInt(text), scale: 0 }
    : { mantissa: BigInt(text.slice(0, point) + text.slice(point + 1)), scale: text.length - point - 1 };
}

function mantissaAt(decimal, scale) {
  return decimal.mantissa * 10n ** BigInt(scale - decimal.scale);
}

/** Below 0, 0 or above 0, as `a` is less than, equal to or more than `b`. */
export function compare(a, b) {
  if (a === b) {
    return 0;
  }
  const [left, right] = [decimalOf(a), decimalOf(b)];
  const scale = Math.max(left.scale, right.scale);
  const difference = mantissaAt(left, scale) - mantissaAt(right, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** `a` - `b`, with as many digits behind the point as the longer one has. */
export function difference(a, b) {
  const [left, right] = [decimalOf(a), decimalOf(b)];
  const scale = Math.max(left.scale, right.scale);
  return text(mantissaAt(left, scale) - mantissaAt(right, scale), scale);
}

/** (`ask` - `bid`) in ten-thousandths of what lies between them, with two digits behind the point; null where that is 0. */
export function basisPoints(bid, ask) {
  const [low, high] = [decimalOf(bid), decimalOf(ask)];
  const scale = Math.max(low.scale, high.scale);
  const [from, to] = [mantissaAt(low, scale), mantissaAt(high, scale)];
  const sum = from + to;
  return sum === 0n ? null : text(quotient((to - from) * 2_000_000n, sum), 2);
}

/** `decimal` with `places` digits behind the point, the half rounded away from 0. */
export function rounded(decimal, places) {
  const exact = decimalOf(decimal);
  return exact.scale <= places
    ? text(mantissaAt(exact, places), places)
    : text(quotient(exact.mantissa, 10n ** BigInt(exact.scale - places)), places);
}

/** `decimal` with no more than `digits` digits that count, and none behind the point that are zeros at the end. */
export function shortened(decimal, digits) {
  const exact = decimalOf(decimal);
  const count = exact.mantissa.toString().replace('-', '').length;
  const places = Math.min(exact.scale, Math.max(0, exact.scale - count + digits));
  return bare(rounded(decimal, places));
}

/** `decimal` without zeros at the end of what stands behind the point. */
export const bare = (decimal) => (decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal);

/** How many digits of `decimal` stand behind the point, without zeros at the end. */
export function placesOf(decimal) {
  const short = bare(decimal);
  const point = short.indexOf('.');
  return point < 0 ? 0 : short.length - point - 1;
}

/** `decimal` with zeros at the end, so that exactly `places` digits stand behind the point; it has no more that count. */
export function aligned(decimal, places) {
  const short = bare(decimal);
  const behind = placesOf(short);
  return behind === places ? short : short + (behind === 0 ? '.' : '') + '0'.repeat(places - behind);
}

function quotient(dividend, divisor) {
  const twice = (dividend < 0n ? -dividend : dividend) * 2n;
  const whole = (twice + divisor) / (divisor * 2n);
  return dividend < 0n ? -whole : whole;
}

function text(mantissa, scale) {
  const digits = (mantissa < 0n ? -mantissa : mantissa).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const sign = mantissa < 0n ? '-' : '';
  return scale === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-scale)}`;
}
