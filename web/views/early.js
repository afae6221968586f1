// Runs before the page is drawn, so that a reader's own colours and sizes do not flash in late.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  try {
    const kept = JSON.parse(localStorage.getItem("openfloor.settings") ?? "{}");
    for (const name of ["theme", "size", "face", "spacing"]) {
      if (kept[name]) root.dataset[name] = kept[name];
    }
  } catch {
    // A browser that keeps nothing shows the page as designed.
  }
})();
