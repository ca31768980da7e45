import { json } from '../http.js';
import { bytes } from '../text/words.js';
import { element, say } from './dom.js';

/** One file on its way, or waiting for its turn, its line in the list, and what it turned out to be. */
export class Download {
  #file;
  #worker = null; // until it is its turn
  #bar;
  #text = element('span', { class: 'note number' });
  #button = element('button', { type: 'button', class: 'quiet' }, 'Cancel');
  #onEnd;

  /** @param file as the gateway lists it; @param onEnd hears in a sentence what became of it */
  constructor(file, onEnd) {
    this.#file = file;
    this.#onEnd = onEnd;
    this.#bar = element('progress', { max: Math.max(1, file.size), value: 0, 'aria-label': file.name });
    this.item = element('li', {}, element('span', { class: 'clip name', title: file.name }, file.name), this.#bar, this.#text, this.#button);
    this.#button.addEventListener('click', () => this.#cancel());
    say(this.#text, 'waits for its turn');
  }

  /** Whether it was cancelled, or is there. */
  get isOver() {
    return this.item.dataset.state !== undefined;
  }

  start() {
    this.#worker = new Worker('/app/files/worker.js', { type: 'module', name: 'download' });
    this.#worker.onmessage = ({ data }) => this.#on[data.is](data);
    this.#worker.onerror = () => this.#end('bad', 'failed: this browser cannot fetch it');
    this.#worker.postMessage({ path: pathOf(this.#file.name), size: this.#file.size });
    this.#paint(0, '');
  }

  #on = {
    progress: ({ done }) => this.#paint(done, ''),
    cut: ({ done }) => this.#paint(done, ', cut: it goes on in a moment'),
    failed: ({ message }) => this.#end('bad', `failed: ${message}`),
    whole: ({ blob, sha256, done }) => this.#check(blob, sha256, done),
  };

  #paint(done, more) {
    this.#bar.value = done;
    say(this.#text, `${bytes(done)} of ${bytes(this.#file.size)}${more}`);
  }

  async #check(blob, sha256, done) {
    this.#paint(done, ', checking');
    const expected = this.#file.sha256 ?? (await this.#hashByNow());
    if (expected !== null && expected !== sha256) {
      this.#end('bad', 'not kept: its SHA-256 is not what the gateway says');
      return;
    }
    save(blob, this.#file.name);
    this.#bar.value = this.#bar.max;
    this.item.title = `SHA-256 ${sha256}`;
    this.#end('good', expected === null ? `${bytes(done)}, SHA-256 not known to compare` : `${bytes(done)}, SHA-256 right`);
  }

  /** It may not have been computed when the list was read. */
  async #hashByNow() {
    const { files } = await json('/v1/files').catch(() => ({ files: [] }));
    return files.find(({ name, modified }) => name === this.#file.name && modified === this.#file.modified)?.sha256 ?? null;
  }

  #cancel() {
    if (this.isOver) {
      this.item.remove();
    } else {
      this.#end('bad', 'cancelled');
    }
  }

  #end(state, text) {
    this.#worker?.terminate();
    this.item.dataset.state = state;
    say(this.#text, text);
    say(this.#button, 'Remove');
    this.#onEnd(`${this.#file.name}: ${text}`);
  }
}

export const pathOf = (name) => `/v1/files/${name.split('/').map(encodeURIComponent).join('/')}`;

function save(blob, name) {
  const url = URL.createObjectURL(blob);
  element('a', { href: url, download: name.slice(name.lastIndexOf('/') + 1) }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
