#!/usr/bin/env node
/**
 * What the page costs a browser, by the DevTools protocol: bytes and time until the first quote is seen, and then, every
 * ten seconds, frames, how much of a processor the page's thread takes, and memory. Needs chromium and Node 22 (or 20 with
 * --experimental-websocket).
 *
 *   node bench/page-figures.mjs [URL] [SECONDS]
 *
 * @see https://chromedevtools.github.io/devtools-protocol/
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [url = 'http://127.0.0.1:8080/', seconds = '60'] = process.argv.slice(2);
const SETTLED_S = 10; // until then the page loads, and history comes in
const FIRST_QUOTE = "document.querySelector('#quote-table tbody tr:not(.empty)') !== null";

/** Notes when the first quote was painted, frames, and how far things jumped: in the worst five seconds, as https://web.dev/articles/cls counts. */
const WATCH = `
  window.figures = { firstQuoteMs: null, frames: 0, shifted: 0 };
  const look = () => {
    figures.frames += 1;
    figures.firstQuoteMs ??= ${FIRST_QUOTE} ? performance.now() : null;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  let first = 0;
  let last = -Infinity;
  let together = 0;
  new PerformanceObserver((list) => list.getEntries().forEach(({ startTime, value, hadRecentInput }) => {
    if (hadRecentInput) {
      return;
    }
    const another = startTime - last > 1000 || startTime - first > 5000;
    first = another ? startTime : first;
    together = another ? value : together + value;
    last = startTime;
    figures.shifted = Math.max(figures.shifted, together);
  })).observe({ type: 'layout-shift', buffered: true });`;

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** One page of a browser that has no screen, and whoever asks it. */
class DevTools {
  #socket;
  #waiting = new Map();
  #ids = 0;
  received = { bytes: 0, requests: 0 };

  static async open(port) {
    const targets = await (await fetch(`http://127.0.0.1:${port}/json`)).json();
    const tools = new DevTools();
    tools.#socket = new WebSocket(targets.find(({ type }) => type === 'page').webSocketDebuggerUrl);
    tools.#socket.onmessage = ({ data }) => tools.#on(JSON.parse(data));
    await new Promise((resolve) => (tools.#socket.onopen = resolve));
    return tools;
  }

  #on({ id, result, error, method, params }) {
    if (id !== undefined) {
      const { resolve, reject } = this.#waiting.get(id);
      this.#waiting.delete(id);
      (error ? reject : resolve)(error ?? result);
    } else if (method === 'Network.loadingFinished') {
      this.received.bytes += params.encodedDataLength;
      this.received.requests += 1;
    }
  }

  ask(method, params = {}) {
    this.#ids += 1;
    const id = this.#ids;
    this.#socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  async value(expression) {
    return (await this.ask('Runtime.evaluate', { expression, returnByValue: true })).result.value;
  }

  async metrics() {
    const { metrics } = await this.ask('Performance.getMetrics');
    const figures = await this.value('figures');
    const quotes = await this.value("document.querySelector('#connection-figures div:nth-child(3) dd').textContent");
    return { ...Object.fromEntries(metrics.map(({ name, value }) => [name, value])), ...figures, quotes };
  }
}

async function started(profile) {
  const file = join(profile, 'DevToolsActivePort');
  for (let i = 0; i < 200 && !existsSync(file); i += 1) {
    await sleep(100);
  }
  return readFileSync(file, 'utf8').split('\n')[0];
}

function line(before, now) {
  const passed = now.Timestamp - before.Timestamp;
  return {
    framesPerSecond: (now.frames - before.frames) / passed,
    busy: (now.TaskDuration - before.TaskDuration) / passed,
    heapMiB: now.JSHeapUsedSize / 2 ** 20,
  };
}

function told(label, { framesPerSecond, busy, heapMiB }) {
  return `${label}  ${framesPerSecond.toFixed(1)} frames/s, thread ${(100 * busy).toFixed(0)} % busy, heap ${heapMiB.toFixed(1)} MiB`;
}

async function measure(tools) {
  for (const domain of ['Network', 'Page']) {
    await tools.ask(`${domain}.enable`);
  }
  await tools.ask('Performance.enable', { timeDomain: 'threadTicks' }); // of the processor, not of the wall's clock
  await tools.ask('Emulation.setDeviceMetricsOverride', { width: 1440, height: 900, deviceScaleFactor: 1, mobile: false });
  await tools.ask('Page.addScriptToEvaluateOnNewDocument', { source: WATCH });
  await tools.ask('Page.navigate', { url });
  while (!(await tools.value(`window.figures !== undefined && figures.firstQuoteMs !== null`))) {
    await sleep(20);
  }
  const { bytes, requests } = tools.received;
  console.log(`first quote after ${Math.round(await tools.value('figures.firstQuoteMs'))} ms, ${bytes} bytes in ${requests} answers`);
  await sleep(1000 * SETTLED_S);
  console.log(`all of it, chart included: ${tools.received.bytes} bytes in ${tools.received.requests} answers`);
  const first = await tools.metrics();
  let before = first;
  const lines = [];
  for (let s = SETTLED_S; s < Number(seconds); s += SETTLED_S) {
    await sleep(1000 * SETTLED_S);
    const now = await tools.metrics();
    lines.push(line(before, now));
    console.log(told(`${String(s + SETTLED_S).padStart(5)} s`, lines.at(-1)), `${now.quotes} quotes/s, ${now.Nodes} nodes`);
    before = now;
  }
  await tools.ask('HeapProfiler.collectGarbage');
  const last = await tools.metrics();
  console.log(told('  whole', line(first, last)), `layout shift ${last.shifted.toFixed(4)}`);
  console.log(`worst ten seconds: ${Math.min(...lines.map((one) => one.framesPerSecond)).toFixed(1)} frames/s`);
}

const profile = mkdtempSync(join(tmpdir(), 'page-figures-'));
const options = ['--headless=new', '--no-sandbox', '--disable-gpu', '--remote-debugging-port=0', `--user-data-dir=${profile}`];
const browser = spawn('chromium', [...options, 'about:blank'], { stdio: 'ignore' });
try {
  await measure(await DevTools.open(await started(profile)));
} finally {
  browser.kill();
  await new Promise((resolve) => browser.once('exit', resolve));
  rmSync(profile, { recursive: true, force: true });
}
