// Chromium without a window, on this machine's own addresses only.
import { chromium } from "playwright-core";

// Only ends what hangs.
const PATIENCE = 60_000;

/** Gives what `use` makes of an empty page in a new browser. The page may read and write the clipboard. */
export async function withPage(use) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "chromium",
    timeout: PATIENCE,
    args: [
      "--disable-gpu",
      "--disable-quic",
      // A page that fetches its fonts from elsewhere must look the same everywhere, and wait for nobody.
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
    ],
  });
  try {
    const page = await browser.newPage({
      viewport: { width: 1280, height: 900 },
      permissions: ["clipboard-read", "clipboard-write"],
    });
    page.setDefaultTimeout(PATIENCE);
    return await use(page);
  } finally {
    await browser.close();
  }
}

/** What a button of the page puts on the clipboard. */
export async function copied(button) {
  const page = button.page();
  await page.evaluate(() => navigator.clipboard.writeText(""));
  await button.click();
  const text = await page.waitForFunction(() => navigator.clipboard.readText());
  return text.jsonValue();
}

/**
 * Notes each request to `url` that the page sends from now on, with its `Origin` and the status of the
 * answer: what the browser does, as only the browser's own protocol tells of the questions that it asks first
 * (Fetch standard, "CORS-preflight fetch"). No request is held up: Playwright would answer those itself.
 *
 * @returns {Promise<{method: string, origin?: string, status?: number}[]>}
 */
export async function requestsTo(url, page) {
  const requests = [];
  const known = new Map();
  const request = ({ requestId }) => known.get(requestId) ?? known.set(requestId, {}).get(requestId);
  const network = await page.context().newCDPSession(page);
  // These two come in either order, and the browser adds some headers only to the second.
  network.on("Network.requestWillBeSent", (sent) => {
    if (sent.request.url !== url) return;
    request(sent).method = sent.request.method;
    request(sent).origin ??= sent.request.headers.Origin;
    requests.push(request(sent));
  });
  network.on("Network.requestWillBeSentExtraInfo", (sent) => {
    request(sent).origin = sent.headers.Origin;
  });
  network.on("Network.responseReceived", (received) => {
    request(received).status = received.response.status;
  });
  await network.send("Network.enable");
  return requests;
}
