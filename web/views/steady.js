// @ts-check
// What stays as it is while a page changes: elements somebody is about to press, words somebody types.

/**
 * A list's elements, in this order; those that are in their place already are not touched.
 * @param {HTMLElement} list @param {HTMLElement[]} elements
 */
export function arrange(list, elements) {
  for (const old of [...list.children]) if (!elements.some((one) => one === old)) old.remove();
  elements.forEach((element, place) => {
    const there = list.children[place];
    if (there !== element) list.insertBefore(element, there ?? null);
  });
}

/** What a field holds by itself; what somebody has typed there is not overwritten. @param {Element} field @param {string} value */
export function keep(field, value) {
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return;
  if (field.value === field.defaultValue) field.value = value;
  field.defaultValue = value;
}

/** @param {HTMLElement} host What a refused form was given back is not what the next one begins with. */
export function forgetRefused(host) {
  for (const field of host.querySelectorAll("textarea[data-usual]")) {
    if (!(field instanceof HTMLTextAreaElement)) continue;
    const { value } = field;
    field.defaultValue = field.dataset.usual ?? "";
    field.value = value;
  }
}
