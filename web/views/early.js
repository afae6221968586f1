// Runs before the page is drawn, so that what needs a script, and what stands in for it, never shows for a moment.
document.documentElement.classList.add("js");
