// @ts-check
// The browser's own clock, network and memory, as the logic in client/ wants them.
/** @import { Ears, Net } from "../client/connection.js" */

/** @type {import("../client/announcer.js").Clock} */
export const clock = {
  now: () => Date.now(),
  after: (milliseconds, wake) => {
    const timer = setTimeout(wake, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** @param {string} subprotocol @returns {Net} */
export function network(subprotocol) {
  return {
    openSocket(address, ears) {
      const socket = new WebSocket(
        `${location.protocol.replace("http", "ws")}//${location.host}${address}`,
        subprotocol,
      );
      socket.onmessage = (event) => ears.message(event.data);
      socket.onclose = (event) => ears.ended(event.code);
      return { send: (text) => socket.send(text), close: () => socket.close(1000) };
    },
    openStream(address, ears) {
      const stream = new EventSource(address);
      stream.onmessage = (event) => ears.message(event.data);
      stream.onerror = () => {
        // The browser would try again by itself, and for ever.
        stream.close();
        ears.ended(1006);
      };
      return { close: () => stream.close() };
    },
    get: (address, seconds) => answer(fetch(address, { signal: deadline(seconds), cache: "no-store" })),
    post: (address, body) =>
      answer(fetch(address, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
        signal: deadline(15),
      })),
    online: () => navigator.onLine,
  };
}

/** @param {number} seconds */
function deadline(seconds) {
  const control = new AbortController();
  setTimeout(() => control.abort(), seconds * 1000);
  return control.signal;
}

/** @param {Promise<Response>} request */
async function answer(request) {
  const response = await request;
  const isJSON = /json/.test(response.headers.get("Content-Type") ?? "");
  const wait = Number(response.headers.get("Retry-After")) || 0;
  return { status: response.status, body: isJSON ? await response.json() : null, wait };
}

/** @type {import("../client/outbox.js").Store} */
export const store = {
  keys: () => attempt(() => Object.keys(localStorage), []),
  get: (key) => attempt(() => localStorage.getItem(key), null),
  set: (key, value) => attempt(() => localStorage.setItem(key, value), undefined),
  remove: (key) => attempt(() => localStorage.removeItem(key), undefined),
};

/** This device asked, supported or began to in that meeting. @param {string} slug */
export const hasTakenPart = (slug) =>
  ["device", "ask", "asking"].some((name) => store.get(`openfloor.${name}/${slug}`) !== null);

/**
 * A browser may refuse to keep anything; the page works then, but forgets.
 * @template T @param {() => T} act @param {T} otherwise
 */
function attempt(act, otherwise) {
  try {
    return act();
  } catch {
    return otherwise;
  }
}

/** @type {(EventTarget & {type?: string}) | undefined} Where a browser tells. */
const connectionType = /** @type {any} */ (navigator).connection;

/**
 * What can be known of the network without asking: phones tell Wi-Fi from mobile; elsewhere all networks are one, and
 * the memory is put right by the next climb. The address the server sees would not do: it is known only once connected.
 */
const networkName = () => connectionType?.type ?? "any";

/** Which transport a network let through, for a day. */
export const rungMemory = {
  read() {
    const { rung, until } = JSON.parse(store.get("openfloor.rung/" + networkName()) ?? '{"rung":0,"until":0}');
    return until > Date.now() ? Number(rung) : 0;
  },
  /** @param {number} rung */
  write: (rung) =>
    store.set("openfloor.rung/" + networkName(), JSON.stringify({ rung, until: Date.now() + 86_400_000 })),
};

/** @param {string} key Kept for this tab only. @param {() => string} make */
export function tabValue(key, make) {
  return attempt(() => {
    const kept = sessionStorage.getItem(key) ?? make();
    sessionStorage.setItem(key, kept);
    return kept;
  }, make());
}

/** @param {string} key @param {string} value */
export const setTabValue = (key, value) => attempt(() => sessionStorage.setItem(key, value), undefined);

/** @param {Uint8Array<ArrayBuffer>} bytes */
export const random = (bytes) => crypto.getRandomValues(bytes);

/**
 * Sleeping and waking, coming and going of the page and of its network. A page that leaves keeps no connection open: it
 * could not be kept ready for the way back. The browser's word that it is offline may be wrong, so it is only tried out.
 * @param {{probe: () => void, renew: () => void, rest: () => void}} connection
 * @param {{wake: () => void}} signals
 */
export function watchComings(connection, signals) {
  const wake = () => {
    signals.wake();
    connection.probe();
  };
  addEventListener("pageshow", (event) => event.persisted && wake());
  document.addEventListener("resume", wake);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && wake());
  addEventListener("pagehide", () => connection.rest());
  document.addEventListener("freeze", () => connection.rest());
  let known = networkName();
  const renew = () => {
    known = networkName();
    connection.renew();
  };
  addEventListener("online", renew);
  addEventListener("offline", renew);
  // It also fires where only the estimated speed changed.
  connectionType?.addEventListener("change", () => networkName() !== known && renew());
}
