// Opens a page with the `body` of its script, to see that browser.mjs and axe.mjs notice what they have to.
import { violations } from "./axe.mjs";
import { withPage } from "./browser.mjs";
import { readScript } from "./script.mjs";

const { body, picture } = await readScript();
const policy = `<meta http-equiv="Content-Security-Policy" content="script-src 'unsafe-inline'; img-src http:">`;
const html = `<!doctype html><html lang="en"><head><title>Page</title>${policy}</head><body>${body}</body></html>`;
const seen = await withPage({}, async (page) => {
  await page.goto(`data:text/html,${encodeURIComponent(html)}`);
  await page.screenshot({ path: picture });
  return { text: await page.locator("body").innerText(), violations: await violations(page) };
});
console.log(JSON.stringify(seen));
