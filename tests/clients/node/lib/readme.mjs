// What this project's README tells its users to do.
import { readFile } from "node:fs/promises";
import { join } from "node:path";

const README = join(import.meta.dirname, "..", "..", "..", "..", "README.md");

/** The server as the README enters it in Claude Desktop, with the `url` and the header of one script. */
export async function claudeDesktop({ url, authorization }) {
  const [, json] = /<b>Claude Desktop<\/b>.*?```json\n(.*?)```/s.exec(await readFile(README, "utf8"));
  const own = new Map([["http://127.0.0.1:3000/mcp", url], ["Token YOUR_API_TOKEN", authorization]]);
  const { command, args, env } = JSON.parse(json, (_, value) => (own.has(value) ? own.get(value) : value)).mcpServers.defectdojo;
  if (authorization !== null) return { command, args, env };
  return { command, args: args.toSpliced(args.indexOf("--header"), 2), env: {} };
}
