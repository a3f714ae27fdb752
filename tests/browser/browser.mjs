// Chromium without a window, on this machine's own addresses only.
import { chromium } from "playwright-core";

// Only ends what hangs.
const PATIENCE = 60_000;

// What the browser says of the sandbox that MCP Apps prescribes for the frame of an app.
const PRESCRIBED = /^An iframe which has both allow-scripts and allow-same-origin for its sandbox attribute can escape/;

/**
 * Gives what `use` makes of an empty page in a new browser, and fails where the browser saw what no page may do: an
 * error, a breach of a Content Security Policy (which the console tells), or a request to any origin but `origins`.
 *
 * @template T
 * @param {{viewport?: {width: number, height: number}, colorScheme?: "light" | "dark", origins?: string[],
 *   tolerated?: string}} options `tolerated` is the pattern of what the console may say
 * @param {(page: import("playwright-core").Page) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function withPage({ origins = [], tolerated = "^$", ...options }, use) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "chromium",
    timeout: PATIENCE,
    args: [
      "--disable-gpu",
      "--disable-quic",
      // A page that asks elsewhere is found out below, and gets no further.
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
    ],
  });
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    context.setDefaultTimeout(PATIENCE);
    const offences = watch(context, origins, new RegExp(tolerated));
    const made = await use(await context.newPage());
    if (offences.length > 0) throw new Error(`The page misbehaved:\n${offences.join("\n")}`);
    return made;
  } finally {
    await browser.close();
  }
}

// A context tells of all of its pages and their frames.
function watch(context, origins, tolerated) {
  const offences = [];
  context.on("console", (message) => {
    const isGrave = ["error", "warning"].includes(message.type());
    const isKnown = [PRESCRIBED, tolerated].some((known) => known.test(message.text()));
    if (isGrave && !isKnown) offences.push(`console: ${message.text()}`);
  });
  context.on("weberror", (error) => offences.push(`uncaught: ${error.error().stack}`));
  context.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    const isNetwork = !["about:", "blob:", "data:"].includes(protocol);
    if (isNetwork && !origins.includes(origin)) offences.push(`request: ${request.method()} ${request.url()}`);
  });
  return offences;
}
