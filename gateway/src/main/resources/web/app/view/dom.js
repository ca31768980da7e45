/** An element called `name` with `attributes` and `children`. Whatever a peer says is text here and never markup. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) {
      made.setAttribute(key, '');
    } else if (value !== false && value !== null && value !== undefined) {
      made.setAttribute(key, value);
    }
  }
  made.append(...children);
  return made;
}

export const byId = (id) => document.getElementById(id);

/** Has `node` say `text`, and the browser do nothing if it does already. */
export function say(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/** Has a list of what happened, newest first, take `item` and keep no more than `most`. */
export function logFirst(list, item, most) {
  list.prepend(item);
  while (list.childElementCount > most) {
    list.lastElementChild.remove();
  }
}

/** The same, newest last and in sight, unless somebody reads what was before. */
export function logLast(list, item, most) {
  const scroller = list.parentElement;
  const atEnd = scroller.scrollTop + scroller.clientHeight > scroller.scrollHeight - 24;
  list.append(item);
  while (list.childElementCount > most) {
    list.firstElementChild.remove();
  }
  if (atEnd) {
    scroller.scrollTop = scroller.scrollHeight;
  }
}

/** Puts `rows` of `[name, value, title]` into a `<dl>`, whose elements stay where the names do. */
export function figures(list, rows) {
  if (list.childElementCount !== rows.length) {
    list.replaceChildren(
      ...rows.map(([name]) => element('div', {}, element('dt', {}, name), element('dd', { class: 'number' }))),
    );
  }
  rows.forEach(([, value, title], i) => {
    const place = list.children[i].lastElementChild;
    say(place, value);
    if ((place.title ?? '') !== (title ?? '')) {
      place.title = title ?? '';
    }
  });
}
