/** The name under which somebody chats and plays here, the same in every form and the next time. */
const FIELDS = '#chat-join [name=user], #guess [name=user]';

export function shareName() {
  const fields = [...document.querySelectorAll(FIELDS)];
  const known = read() ?? `trader-${1000 + Math.floor(Math.random() * 9000)}`;
  for (const field of fields) {
    field.value = known;
    field.addEventListener('input', () => {
      fields.forEach((other) => {
        other.value = field.value;
      });
      write(field.value);
    });
  }
}

function read() {
  try {
    return localStorage.getItem('name');
  } catch {
    return null; // storage is forbidden here
  }
}

function write(name) {
  try {
    localStorage.setItem('name', name);
  } catch {
    // storage is forbidden here
  }
}
