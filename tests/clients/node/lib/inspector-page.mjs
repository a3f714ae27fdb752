// The Inspector's web page in a browser, at the address that its users know.
import { spawn } from "node:child_process";
import { connect } from "node:net";
import { createInterface } from "node:readline";

import { requestsTo, withPage } from "./browser.mjs";
import { endWithThis } from "./deadline.mjs";
import { installed } from "./installed.mjs";
import { readScript } from "./script.mjs";
import { withScratch } from "./scratch.mjs";

/** Where the Inspector's page is by default, which servers have to let in. */
const ORIGIN = "http://localhost:6274";

/**
 * The frame of a driver that uses the page of the Inspector that `program` of the package `name` serves.
 * `play(page, script)` gives what the page showed. It throws only where the driver is broken: what the page
 * refuses is a `failure` of the transcript. With a `SCREENSHOT`, that is where the page's picture goes.
 */
export async function drivePage(name, program, play) {
  const script = await readScript();
  const { version } = await installed(name);
  const seen = await withInspector(program, () =>
    withPage(async (page) => {
      const requests = await requestsTo(script.url, page);
      await page.goto(ORIGIN);
      try {
        return { ...(await play(page, script)), origin: await page.evaluate("origin"), requests };
      } finally {
        if (process.env.SCREENSHOT) await page.screenshot({ path: process.env.SCREENSHOT });
      }
    }),
  );
  const client = { name: "@modelcontextprotocol/inspector (web)", version };
  process.stdout.write(`${JSON.stringify({ client, ...seen })}\n`);
}

async function withInspector(program, use) {
  const { hostname, port } = new URL(ORIGIN);
  // A browser would find whoever is there first.
  if (await answers(hostname, port)) throw new Error(`port ${port} is taken; end the program that listens on it`);
  return withScratch(async (home) => {
    const inspector = spawn(process.execPath, program, {
      env: {
        HOME: home,
        HOST: "127.0.0.1",
        CLIENT_PORT: port,
        MCP_AUTO_OPEN_ENABLED: "false",
        // Ports for what servers may show in the page. Ours shows nothing, so any will do.
        MCP_SANDBOX_PORT: "0",
        MCP_APP_ORIGIN_PORT: "0",
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = new Promise((resolve) => inspector.once("close", resolve));
    // Where nothing awaits an error, it ends this process at once, and would leave the port taken.
    endWithThis(inspector);
    try {
      await running(inspector);
      return await use();
    } finally {
      inspector.kill("SIGKILL");
      await ended;
    }
  });
}

function answers(host, port) {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

async function running(inspector) {
  const lines = createInterface({ input: inspector.stdout });
  for await (const line of lines) {
    if (line.includes("is up and running at")) {
      inspector.stdout.pipe(process.stderr, { end: false });
      return;
    }
  }
  throw new Error("the Inspector ended before its page was there");
}
