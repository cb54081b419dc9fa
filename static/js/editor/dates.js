// How a date was read when it was saved says nothing about what is typed into the field now.
export function forgetReading({ target }) {
  document.getElementById(`${target.id}_read`)?.remove();
}
