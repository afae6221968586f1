// @ts-check
// The desks of scribe and rapporteur, kept in this browser: loaded again without a network they are there, with what
// is not saved yet. Whoever has a network is given what the server says; nothing else is ever served from here.

/** @type {any} The worker itself, of which this house's libraries have no type. */
const worker = self;
const SHELF = "openfloor-desks";
const DESK = /^(\/[a-z]+)?\/m\/[^/]+\/(scribe|report)$/;
/** A kept page is shown this long; what a role may read is not for ever. */
const DAY = 86_400_000;
/** A network that has not answered by then is taken for none, where there is a kept page. */
const PATIENCE = 8_000;
/** The server, or who stands before it, is not itself: the kept page serves better. */
const AWAY = new Set([502, 503, 504]);

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  /** @type {Request} */
  const request = event.request;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate" && DESK.test(pathname)) event.respondWith(desk(request));
  else if (pathname.startsWith("/assets/")) event.respondWith(part(request));
});
/** What the page was made of before this worker was there. */
worker.addEventListener("message", (/** @type {any} */ event) => {
  event.waitUntil(Promise.all(event.data.keep.map(async (/** @type {string} */ address) => {
    const answer = await fetch(address);
    await keep(new Request(address), answer);
  })));
});

/** @param {Request} request @returns {Promise<Response>} */
async function desk(request) {
  const kept = await found(request);
  try {
    const answer = await (kept ? Promise.race([fetch(request), late()]) : fetch(request));
    if (kept && AWAY.has(answer.status)) return kept;
    await keep(request, answer);
    return answer;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

/** @param {Request} request @returns {Promise<Response>} */
async function part(request) {
  try {
    const answer = await fetch(request);
    if (!AWAY.has(answer.status)) await keep(request, answer);
    return AWAY.has(answer.status) ? (await found(request)) ?? answer : answer;
  } catch (error) {
    const kept = await found(request);
    if (kept) return kept;
    throw error;
  }
}

/** @returns {Promise<never>} */
function late() {
  return new Promise((_, reject) => setTimeout(() => reject(new Error("late")), PATIENCE));
}

/** A role that has ended takes its page with it. @param {Request} request @param {Response} answer */
async function keep(request, answer) {
  try {
    const shelf = await caches.open(SHELF);
    if (answer.ok && !answer.redirected) await shelf.put(plain(request.url), answer.clone());
    else if (answer.status >= 400 && !AWAY.has(answer.status)) await shelf.delete(plain(request.url));
  } catch {
    // A browser that keeps nothing shows the page all the same.
  }
}

/** @param {Request} request */
async function found(request) {
  try {
    const kept = await (await caches.open(SHELF)).match(plain(request.url), { ignoreVary: true });
    const age = Date.now() - Date.parse(kept?.headers.get("Date") ?? "");
    return kept && (age < DAY || request.mode !== "navigate") ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** The place in the page does not count, nor that something was said there. @param {string} url */
function plain(url) {
  const address = new URL(url);
  address.hash = "";
  address.searchParams.delete("said");
  return address.href;
}
