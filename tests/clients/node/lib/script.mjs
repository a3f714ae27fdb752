// What a driver is asked to do: one JSON object on standard input, from the Rust side of these tests.
import { json } from "node:stream/consumers";

import { startDeadline } from "./deadline.mjs";

/**
 * Reads the script. A list that is left out is an empty one. From here on this process has `patience` seconds:
 * it ends itself before they are over.
 *
 * @returns {Promise<{
 *   url: string,
 *   authorization: string | null,
 *   era: "legacy" | "auto" | "2026-07-28",
 *   patience: number,
 *   calls: {name: string, arguments: object, progress?: boolean}[],
 *   prompts: {name: string, arguments: Record<string, string>}[],
 *   resources: string[],
 *   completions: {ref: object, argument: {name: string, value: string}}[],
 * }>}
 */
export async function readScript() {
  const script = { patience: 300, calls: [], prompts: [], resources: [], completions: [], ...(await json(process.stdin)) };
  startDeadline(script);
  return script;
}

/** The headers that the script sends: `Authorization`, or none. */
export function headers({ authorization }) {
  return authorization === null ? {} : { Authorization: authorization };
}
