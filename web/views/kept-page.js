// @ts-check
// Has the browser keep this page, so that it is there again when it is loaded without a network.

const ADDRESS = "/worker.js";

/** A browser that has no such thing, or only for sites by https, does without. */
export async function keepPage() {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  try {
    // `/m/`, or where the page is in another language `/cy/m/`.
    const scope = location.pathname.slice(0, location.pathname.indexOf("/m/") + 3);
    await serviceWorker.register(/** @type {any} */ (trusted(ADDRESS)), { scope });
    const { active } = await serviceWorker.ready;
    // What was loaded before there was a worker did not come by it.
    if (serviceWorker.controller && performance.getEntriesByType("navigation").some((one) => isByWorker(one))) return;
    const parts = performance.getEntriesByType("resource").map((one) => new URL(one.name))
      .filter((one) => one.origin === location.origin && one.pathname.startsWith("/assets/")).map((one) => one.href);
    active?.postMessage({ keep: [location.href, ...new Set(parts)] });
  } catch {
    // In a private window it may be refused.
  }
}

/** @param {PerformanceEntry} entry */
const isByWorker = (entry) => /** @type {PerformanceNavigationTiming} */ (entry).workerStart > 0;

/** The one address that may become a script; the page's policy allows this maker and no other. @param {string} address */
function trusted(address) {
  const { trustedTypes } = /** @type {any} */ (globalThis);
  const maker = trustedTypes?.createPolicy("openfloor-worker", { createScriptURL: () => address });
  return maker ? maker.createScriptURL(address) : address;
}
