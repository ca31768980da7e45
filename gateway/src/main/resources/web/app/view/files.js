import { json } from '../http.js';
import { bytes, counted, day } from '../text/words.js';
import { Download } from './download.js';
import { byId, element, say } from './dom.js';

const AGAIN_MS = 20_000;
const LISTED = 500;
const AT_ONCE = 4;
const NOTHING = 'nothing yet: recordings appear when their hour is over';

/** What is offered, what of it is ticked, and what is being fetched. */
export class Files {
  #files = new Map();
  #ticked = new Set();
  #all = byId('all-files');
  #waiting = [];
  #running = new Set();
  #forbidden = false;

  constructor(link) {
    this.#all.addEventListener('change', () => this.#tickAll());
    byId('download').addEventListener('click', () => this.#fetchTicked());
    byId('file-rows').addEventListener('change', ({ target }) => this.#tick(target.value, target.checked));
    link.on('state', ({ state }) => {
      if (state === 'open') {
        this.#forbidden = false;
        this.#load();
      }
    });
    setInterval(() => document.hidden || this.#forbidden || this.#load(), AGAIN_MS);
  }

  async #load() {
    let files;
    try {
      ({ files } = await json('/v1/files'));
    } catch (problem) {
      this.#forbidden = problem.code === 'forbidden'; // until there is another token
      if (this.#forbidden) {
        byId('file-rows').replaceChildren(onlyRow(problem.message));
      }
      return;
    }
    this.#files = new Map(files.slice(0, LISTED).map((file) => [file.name, file]));
    this.#ticked.forEach((name) => this.#files.has(name) || this.#ticked.delete(name));
    this.#paint();
  }

  #paint() {
    const focused = document.activeElement?.closest('#file-rows') ? document.activeElement.value : null;
    const rows = [...this.#files.values()].map((file) => this.#row(file));
    byId('file-rows').replaceChildren(...(rows.length === 0 ? [onlyRow(NOTHING)] : rows));
    [...byId('file-rows').querySelectorAll('input')].find(({ value }) => value === focused)?.focus({ preventScroll: true });
    this.#paintTicked();
  }

  #row({ name, size, modified, sha256 }) {
    const id = `file:${name}`;
    const box = element('input', { type: 'checkbox', value: name, id });
    box.checked = this.#ticked.has(name);
    const title = sha256 === null ? 'its SHA-256 is being computed' : `SHA-256 ${sha256}`;
    return element(
      'tr',
      { title },
      element('td', { class: 'check' }, box),
      element('td', { class: 'clip' }, element('label', { for: id }, name)),
      element('td', { class: 'number' }, bytes(size)),
      element('td', { class: 'wide' }, day(modified)),
    );
  }

  #tick(name, ticked) {
    if (ticked) {
      this.#ticked.add(name);
    } else {
      this.#ticked.delete(name);
    }
    this.#paintTicked();
  }

  #tickAll() {
    this.#ticked = new Set(this.#all.checked ? this.#files.keys() : []);
    byId('file-rows')
      .querySelectorAll('input')
      .forEach((box) => {
        box.checked = this.#all.checked;
      });
    this.#paintTicked();
  }

  #paintTicked() {
    const some = this.#ticked.size;
    this.#all.checked = some > 0 && some === this.#files.size;
    this.#all.indeterminate = some > 0 && some < this.#files.size;
    byId('download').disabled = some === 0;
    say(byId('download'), some === 0 ? 'Download' : `Download ${counted(some, 'file')}`);
    const archive = byId('archive');
    archive.hidden = some < 2;
    archive.href = `/v1/archive?${new URLSearchParams([...this.#ticked].map((name) => ['name', name]))}`;
    archive.download = 'quotegate.zip';
  }

  #fetchTicked() {
    const added = [...this.#ticked].map((name) => {
      const download = new Download(this.#files.get(name), (text) => {
        say(byId('files-note'), text);
        this.#running.delete(download);
        this.#startMore();
      });
      return download;
    });
    byId('downloads').prepend(...added.map(({ item }) => item));
    this.#waiting.push(...added);
    this.#ticked.clear();
    this.#paint();
    this.#startMore();
  }

  #startMore() {
    this.#waiting = this.#waiting.filter(({ isOver }) => !isOver);
    for (const download of this.#waiting.splice(0, AT_ONCE - this.#running.size)) {
      this.#running.add(download);
      download.start();
    }
  }
}

const onlyRow = (text) => element('tr', {}, element('td', { colspan: '4' }, text));
