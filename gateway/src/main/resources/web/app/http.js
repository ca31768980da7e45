/** What is asked over plain HTTP; whoever has no token yet is told apart. */
let onRefused = () => {};

/** Has `listener` called when the gateway asks for a token. */
export function whenRefused(listener) {
  onRefused = listener;
}

/** The answer to a request for `path`; fails with what its problem document says. */
export async function request(path, options = {}) {
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
