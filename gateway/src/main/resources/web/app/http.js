/**
 * What is asked over plain HTTP. Nothing goes out before the stream has said that it is answered at all, and nothing while a
 * token is missing: it would be refused, again and again.
 */
let onRefused = () => {};
let isIn = false;
let waiting = []; // who is to go on when that is known

/** Has `listener` called when the gateway asks for a token. */
export function whenRefused(listener) {
  onRefused = listener;
}

/** What waits goes out, and what comes. */
export function letOut() {
  isIn = true;
  waiting.splice(0).forEach(({ resolve }) => resolve());
}

/** What waits fails, and what comes waits until a token was taken. */
export function holdBack() {
  isIn = false;
  waiting.splice(0).forEach(({ reject }) => reject(new Error('a token is needed')));
}

/** The answer to a request for `path`; fails with what its problem document says. */
export async function request(path, options = {}) {
  if (!isIn) {
    await new Promise((resolve, reject) => waiting.push({ resolve, reject }));
  }
  return ask(path, options);
}

/** The same, at once, whether a token is missing or not. */
export async function ask(path, options = {}) {
  const answer = await fetch(path, { cache: 'no-store', credentials: 'same-origin', ...options });
  if (answer.status === 401) {
    onRefused();
  }
  if (!answer.ok && answer.status !== 304) {
    const problem = await answer.json().catch(() => ({}));
    throw Object.assign(new Error(problem.detail ?? `HTTP ${answer.status}`), { code: problem.code, status: answer.status });
  }
  return answer;
}

export const json = async (path, options) => (await request(path, options)).json();
