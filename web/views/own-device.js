// @ts-check
// This browser as a participant: one, whichever part of the page asks for it first.
/** @import { Addresses, Net } from "../client/connection.js" */
import { Device } from "../client/device.js";
import { store } from "./browser.js";

/** @type {Device | undefined} */
let device;
/** @type {(() => void)[]} */
const watchers = [];

/**
 * @param {{net: Net, addresses: Addresses, slug: string}} parts
 * @param {() => void} changed Called whenever the server has said anew what is this device's own.
 */
export function ownDevice({ net, addresses, slug }, changed) {
  watchers.push(changed);
  // Whoever comes after the answer is told of it too.
  device?.met?.then((isMet) => isMet && changed());
  device ??= new Device({ net, addresses, store, scope: slug, changed: () => watchers.forEach((tell) => tell()) });
  return device;
}
