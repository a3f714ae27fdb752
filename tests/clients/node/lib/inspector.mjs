// The Inspector: one package, and one program for its command line and its web page.
import { join } from "node:path";

import { folder } from "./installed.mjs";

/** The package. */
export const INSPECTOR = "@modelcontextprotocol/inspector";

/** What its command `mcp-inspector` starts. */
export const LAUNCHER = join(folder(INSPECTOR), "clients", "launcher", "build", "index.js");

/** The era that a script asks for, as the Inspector names it: there is one revision in the modern one. */
export function era({ era }) {
  return era === "2026-07-28" ? "modern" : era;
}
