// Buttons that copy the words of another element; without a script the words are there to be marked by hand.
for (const button of document.querySelectorAll("button[data-copies]")) {
  if (!(button instanceof HTMLElement)) continue;
  const word = button.textContent;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copies ?? "");
    if (!source) return;
    try {
      await navigator.clipboard.writeText(source.textContent ?? "");
      button.textContent = button.dataset.copied ?? word;
    } catch {
      // Not allowed, or no secure address: the words are marked, so that one key copies them.
      getSelection()?.selectAllChildren(source);
      button.textContent = button.dataset.kept ?? word;
    }
    setTimeout(() => {
      button.textContent = word;
    }, 4000);
  });
}
