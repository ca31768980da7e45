/** Fetches one file, off the page's thread: goes on where it was cut, and tells how far it is and what its SHA-256 is. */
import { Sha256 } from './sha256.js';

const TOLD_MS = 100;
const ATTEMPTS = 6;
const WAIT_MS = 1_000;

const hash = new Sha256();
const pieces = [];
let done = 0;
let tag = null;
let toldMs = 0;

/** Fetches what is still to come; fails where the connection does. */
async function fetchRest(path) {
  const headers = done === 0 ? {} : { Range: `bytes=${done}-`, 'If-Range': tag };
  const answer = await fetch(path, { headers, cache: 'no-store', credentials: 'same-origin' });
  if (answer.status !== (done === 0 ? 200 : 206)) {
    const problem = await answer.json().catch(() => ({}));
    throw Object.assign(new Error(problem.detail ?? `HTTP ${answer.status}: the file is another one by now`), { final: true });
  }
  tag = answer.headers.get('ETag');
  const reader = answer.body.getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    hash.update(piece.value);
    pieces.push(piece.value);
    done += piece.value.length;
    tell();
  }
}

function tell() {
  const nowMs = performance.now();
  if (nowMs - toldMs > TOLD_MS) {
    toldMs = nowMs;
    postMessage({ is: 'progress', done });
  }
}

/** As long as each attempt brings something, it goes on. */
async function fetchAll(path, size) {
  for (let failed = 0; done < size || (size === 0 && failed === 0); ) {
    const before = done;
    try {
      await fetchRest(path);
      failed += 1;
    } catch (failure) {
      failed = done > before ? 1 : failed + 1;
      if (failure.final || failed === ATTEMPTS) {
        throw failure;
      }
      postMessage({ is: 'cut', done });
      await new Promise((resume) => setTimeout(resume, WAIT_MS * 2 ** failed * (0.5 + Math.random() / 2)));
    }
  }
}

self.onmessage = async ({ data: { path, size } }) => {
  try {
    await fetchAll(path, size);
    postMessage({ is: 'whole', done, blob: new Blob(pieces), sha256: hash.digest() });
  } catch (failure) {
    postMessage({ is: 'failed', done, message: failure.message });
  }
};
