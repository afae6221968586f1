// @ts-check
// A connection that one also writes by: the scribe's. Everybody else only reads by theirs.
/** @import { Command } from "./wire.js" */
import { Connection } from "./connection.js";

export class WritingConnection extends Connection {
  /**
   * @param {Command} command
   * @returns {boolean} False: there is no connection; nothing was sent.
   */
  send(command) {
    if (this.isOver || !this.heard) return false;
    if (this.socket) this.socket.send(JSON.stringify(command));
    else if (command.do === "draft") return false;
    else this.#post(command);
    return true;
  }

  /** @param {Command} command */
  async #post(command) {
    const id = command.id ?? "";
    try {
      const { status, body } = await this.parts.net.post(this.parts.addresses.commands, command);
      if (status === 200) this.parts.frame({ is: "accepted", id, entries: body.entries });
      else if (status < 500 || body?.code) {
        this.parts.frame({ is: "refused", id, code: body?.code ?? "bad-frame", detail: body?.detail ?? "" });
      }
    } catch {
      // No answer: the outbox sends it again.
    }
  }
}
