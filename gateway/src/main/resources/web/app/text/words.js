/** Times, sizes and counts in words. Never prices: those are decimals. */

const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const SHORT_CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
const COUNT = new Intl.NumberFormat('en-GB');
const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** `12:34:56` of microseconds since the epoch. */
export const clock = (us) => CLOCK.format(us / 1000);

/** `12:34` of microseconds since the epoch. */
export const shortClock = (us) => SHORT_CLOCK.format(us / 1000);

/** `27 Nov, 12:34` of microseconds since the epoch. */
export const day = (us) => DAY.format(us / 1000);

export const count = (number) => COUNT.format(number);

/** `1.5 MiB`. */
export function bytes(size) {
  const power = size < 1024 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(size) / 10));
  return `${(size / 1024 ** power).toFixed(power === 0 ? 0 : 1)} ${UNITS[power]}`;
}

/** How long `ms` are: `0.3 s`, `12 s`, `5 min`, `3 h`, `2 d`. */
export function age(ms) {
  const s = Math.max(0, ms) / 1000;
  if (s < 10) {
    return `${s.toFixed(1)} s`;
  }
  if (s < 100) {
    return `${Math.round(s)} s`;
  }
  if (s < 6000) {
    return `${Math.round(s / 60)} min`;
  }
  return s < 172_800 ? `${Math.round(s / 3600)} h` : `${Math.round(s / 86_400)} d`;
}

/** `3 pairs`, `1 pair`. */
export const counted = (number, noun) => `${count(number)} ${noun}${number === 1 ? '' : 's'}`;
