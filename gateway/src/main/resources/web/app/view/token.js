import { ask } from '../http.js';
import { byId, say } from './dom.js';

/** The field for a token, which is there when the gateway asks for one. What is typed is a cookie afterwards, and kept nowhere else. */
export class TokenDialog {
  #dialog = byId('token-dialog');
  #form = byId('token-form');
  #onTaken;

  /** @param onTaken is called when the gateway has taken a token */
  constructor(onTaken) {
    this.#onTaken = onTaken;
    this.#dialog.addEventListener('cancel', (event) => event.preventDefault()); // nothing is to be seen without
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#present();
    });
  }

  open() {
    if (!this.#dialog.open) {
      this.#dialog.showModal();
    }
  }

  async #present() {
    const field = this.#form.elements.token;
    try {
      await ask('/v1/session', { method: 'POST', headers: { Authorization: `Bearer ${field.value.trim()}` } });
      field.value = '';
      this.#dialog.close();
      this.#onTaken();
    } catch (problem) {
      say(byId('token-note'), problem.status === 401 ? 'The gateway does not know this token.' : problem.message);
      field.select();
    }
  }
}
