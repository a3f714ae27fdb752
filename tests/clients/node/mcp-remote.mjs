// Driver: mcp-remote, as Claude Desktop starts it, spoken to over standard input and output with the SDK. How
// it is configured differs with the era: `legacy` is DefectDojo's documentation, `auto` this project's README.
import { open, readFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";

import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";

import { groupLimit } from "./lib/deadline.mjs";
import { drive } from "./lib/driver.mjs";
import { failure } from "./lib/failure.mjs";
import { installed } from "./lib/installed.mjs";
import { claudeDesktop } from "./lib/readme.mjs";
import { withScratch } from "./lib/scratch.mjs";
import { PROGRAM, host } from "./lib/sdk.mjs";
import { walk } from "./lib/walk.mjs";

await drive(await installed("mcp-remote"), (script) =>
  withScratch(async (home) => {
    const server = await configured(script);
    const log = join(home, "log");
    const seen = await session(script, server, home, log).catch(failure);
    const logged = await readFile(log, "utf8");
    process.stderr.write(logged);
    return completed(seen, logged);
  }),
);

async function session(script, { command, args, env }, home, path) {
  const log = await open(path, "w");
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [join(import.meta.dirname, "lib", "group.mjs"), `${groupLimit(script)}`, command, ...args],
    cwd: import.meta.dirname,
    env: { ...environment(home), ...env },
    stderr: log.fd,
  });
  const ended = new Promise((resolve) => (transport.onclose = resolve));
  let protocol;
  transport.setProtocolVersion = (version) => (protocol = version);
  let told;
  transport.onmessage = ({ method, params }) => {
    if (method !== "notifications/progress") return;
    const { progressToken: _, ...progress } = params;
    told?.(progress);
  };
  const client = new Client(PROGRAM);
  try {
    await client.connect(transport);
    // The SDK forgets progress that comes in one read with the result, so mcp-remote's own word is noted.
    const call = (params, { onprogress }) => {
      told = onprogress;
      return client.callTool(params, undefined, onprogress && { onprogress: () => {} });
    };
    return await walk(script, host(client, protocol, call));
  } finally {
    await client.close();
    await ended;
    await log.close();
  }
}

async function configured(script) {
  if (script.era === "legacy") return { command: "npx", args: literal(script), env: {} };
  const { command, args, env } = await claudeDesktop(script);
  return { command, args: [...args, "--protocol", script.era], env };
}

function literal({ url, authorization }) {
  return ["mcp-remote", url, ...(authorization === null ? [] : ["--header", `Authorization: ${authorization}`])];
}

/** Added to the few variables that the SDK passes on, which no display for a browser is among. */
function environment(home) {
  return {
    // Both npx and mcp-remote keep their state there.
    HOME: home,
    // npx takes the first `node`.
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
    // In this folder npx finds the pinned mcp-remote. If it does not, it must not fetch another.
    npm_config_offline: "true",
  };
}

/** Adds what only mcp-remote's log says, which a user of Claude Desktop finds among its logs. */
function completed(seen, log) {
  if (seen.failure !== undefined) return { failure: `${seen.failure}\n${log}` };
  // With `--protocol auto` the handshake ends at mcp-remote, which speaks another version to the server.
  const spoken = /Remote server speaks MCP ([\d-]+)/.exec(log)?.[1];
  return { ...seen, protocol: spoken ?? seen.protocol };
}
