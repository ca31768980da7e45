import { shortClock } from '../text/words.js';
import { byId } from './dom.js';

const LIBRARY = '/app/echarts.min.js';
const WIDEST = 12;
const SIDES = { left: 24, right: 72 }; // for half of the first time, and for prices

/**
 * Draws candles and their volume by ECharts, which is fetched when there is time. Its coordinates are floats;
 * what is read as a price is in the text above and the table below.
 */
export class Chart {
  #place = byId('candles');
  #chart = null;
  #loading = null;
  #candles = [];
  #onPointed;

  /** @param onPointed hears of the candle that is pointed at, or undefined */
  constructor(onPointed) {
    this.#onPointed = onPointed;
    new ResizeObserver(() => this.#chart?.resize()).observe(this.#place);
    document.addEventListener('themechange', () => this.#draw());
  }

  /** @param candles of the gateway, the oldest first */
  show(candles) {
    this.#candles = candles;
    this.#draw();
  }

  /** Fetches what draws, once, and draws. */
  load() {
    this.#loading ??= import(LIBRARY).then(() => {
      this.#chart = globalThis.echarts.init(this.#place, null, { renderer: 'canvas' });
      this.#chart.getZr().on('mousemove', ({ offsetX }) => this.#point(offsetX));
      this.#chart.getZr().on('globalout', () => this.#onPointed(undefined));
      this.#draw();
    }, () => {
      this.#loading = null; // with the next call
    });
  }

  #point(x) {
    const index = this.#chart.convertFromPixel({ xAxisIndex: 0 }, x);
    this.#onPointed(this.#candles[Math.round(index)]);
  }

  #draw() {
    if (this.#chart !== null && this.#candles.length > 0) {
      this.#chart.setOption(options(this.#candles, colours()));
    }
  }
}

function colours() {
  const probe = document.createElement('span');
  document.body.append(probe);
  const resolved = ['text', 'muted', 'line', 'up', 'down', 'volume'].map((name) => {
    probe.style.color = `var(--${name})`;
    return [name, getComputedStyle(probe).color];
  });
  probe.remove();
  return Object.fromEntries(resolved);
}

function axis(gridIndex, colour) {
  return {
    type: 'category',
    gridIndex,
    axisLine: { lineStyle: { color: colour.line } },
    axisTick: { show: false },
    axisPointer: { label: { show: false } },
  };
}

/** Above and below all prices, also where there is only one. */
const room = (min, max) => Math.max((max - min) * 0.05, max * 2e-5);

function scale(gridIndex, colour) {
  return {
    gridIndex,
    ...(gridIndex === 0 && { min: ({ min, max }) => min - room(min, max), max: ({ min, max }) => max + room(min, max) }),
    position: 'right',
    splitNumber: gridIndex === 0 ? 5 : 2,
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { color: colour.muted, show: gridIndex === 0, showMinLabel: false, showMaxLabel: false },
    splitLine: { lineStyle: { color: colour.line }, show: gridIndex === 0 },
  };
}

function options(candles, colour) {
  const times = candles.map(({ openTime }) => shortClock(openTime));
  return {
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    grid: [
      { ...SIDES, top: 8, height: '66%' },
      { ...SIDES, bottom: 24, height: '18%' },
    ],
    axisPointer: { link: [{ xAxisIndex: 'all' }], show: true, type: 'line', lineStyle: { color: colour.muted } },
    xAxis: [
      { ...axis(0, colour), data: times, axisLabel: { show: false } },
      { ...axis(1, colour), data: times, axisLabel: { color: colour.muted } },
    ],
    yAxis: [
      { ...scale(0, colour), axisPointer: { show: false } },
      { ...scale(1, colour), axisPointer: { show: false } },
    ],
    series: [
      {
        type: 'candlestick',
        barMaxWidth: WIDEST,
        data: candles.map(({ open, close, low, high }) => [open, close, low, high].map(Number)),
        itemStyle: { color: colour.up, borderColor: colour.up, color0: colour.down, borderColor0: colour.down },
      },
      {
        type: 'bar',
        barMaxWidth: WIDEST,
        xAxisIndex: 1,
        yAxisIndex: 1,
        itemStyle: { color: colour.volume },
        data: candles.map(({ volume }) => Number(volume ?? 0)),
      },
    ],
  };
}
