// The words that reach a client's user when something fails.
import { inspect } from "node:util";

// A stack names this machine's folders and is of no use to the user.
Error.stackTraceLimit = 0;

/**
 * A failure, in the words of Node's console for it: the message, and what the error carries besides
 * (`data`, `cause`), which some clients keep the server's own words in.
 */
export function failure(error) {
  return { failure: typeof error === "string" ? error : inspect(error, { depth: 4, breakLength: Infinity }) };
}
