import { byId, say } from './dom.js';

const NEXT = { auto: 'dark', dark: 'light', light: 'auto' };

/** Dark, light, or as the system has it. */
export function offerThemes() {
  const button = byId('theme');
  const root = document.documentElement;
  const paint = () => {
    say(byId('theme-name'), root.dataset.theme);
    button.setAttribute('aria-label', `Theme: ${root.dataset.theme}`);
  };
  button.addEventListener('click', () => {
    root.dataset.theme = NEXT[root.dataset.theme] ?? 'auto';
    try {
      localStorage.setItem('theme', root.dataset.theme);
    } catch {
      // storage is forbidden here
    }
    paint();
    tell();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', tell);
  paint();
}

function tell() {
  document.dispatchEvent(new Event('themechange'));
}
