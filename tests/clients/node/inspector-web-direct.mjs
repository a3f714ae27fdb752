// Driver: the Inspector's web page of the generation before, connected directly. There the browser calls the
// server itself, which the newer one can't do (inspector-web.mjs), and asks it first. The page is served
// without its proxy, so that there is no other way.
import { join } from "node:path";

import { copied } from "./lib/browser.mjs";
import { drivePage } from "./lib/inspector-page.mjs";
import { folder } from "./lib/installed.mjs";

const GENERATION = "inspector-1";

await drivePage(GENERATION, [join(folder(GENERATION), "client", "bin", "client.js")], async (page, script) => {
  await connect(page, script);
  const outcome = page.getByText(/^(Connected|Connection Error)/);
  await outcome.waitFor();
  if ((await outcome.innerText()) !== "Connected") return { failure: await told(page, outcome) };
  // The page does not show the version of the protocol.
  const { serverInfo, instructions } = await answer(page, "initialize");
  await page.getByRole("tab", { name: "Tools" }).click();
  await page.getByRole("button", { name: "List Tools" }).click();
  const { tools } = await answer(page, "tools/list");
  const [{ name, arguments: values }] = script.calls;
  const result = await call(page, tools.find((tool) => tool.name === name), values);
  return { protocol: null, server: serverInfo, instructions, tools, calls: [{ result }] };
});

async function connect(page, { url, authorization }) {
  await choose(page, "Transport Type", "Streamable HTTP");
  await choose(page, "Connection Type", "Direct");
  await page.getByRole("textbox", { name: "URL" }).fill(url);
  if (authorization !== null) {
    await page.getByRole("button", { name: "Authentication" }).click();
    // A header of this name is there, switched off.
    await page.getByRole("textbox", { name: "Header Value" }).fill(authorization);
    await page.getByRole("switch").click();
  }
  await page.getByRole("button", { name: "Connect", exact: true }).click();
}

// Why is told in a notice that comes with the outcome.
async function told(page, outcome) {
  const why = page.getByText(/^Connection failed: /);
  return `${await outcome.innerText()}\n${await why.innerText()}`;
}

async function choose(page, list, option) {
  await page.getByRole("combobox", { name: list }).click();
  await page.getByRole("option", { name: option }).click();
}

// What the page's history shows as the answer to `method`.
async function answer(page, method) {
  const entry = page.getByRole("listitem").filter({ hasText: method });
  await entry.getByText("▶").click();
  // The buttons without a name copy a whole object: the request, then the response.
  return JSON.parse(await copied(entry.locator("button:not([aria-label])").nth(1)));
}

async function call(page, { title }, values) {
  // The list of tools shows their titles only.
  await page.getByText(title, { exact: true }).click();
  for (const [name, value] of Object.entries(values)) await fill(page, name, value);
  await page.getByRole("button", { name: "Run Tool" }).click();
  const heading = page.getByRole("heading", { name: "Tool Result" });
  await heading.waitFor();
  const result = await answer(page, "tools/call");
  await heading.evaluate((element) => element.scrollIntoView());
  return result;
}

// Only what changes the form at once: what is typed as JSON comes later, and undoes what came in between.
async function fill(page, name, value) {
  const field = page.locator(`label[for="${name}"]`).locator("xpath=../..");
  const input = field.locator("select[multiple], [role=checkbox], input:not([type=checkbox]), textarea");
  const kind = await input.evaluate((element) => element.getAttribute("role") ?? element.localName);
  if (kind === "select") {
    await input.selectOption(value);
  } else if (kind === "checkbox") {
    // As it was never touched, it sends nothing.
    await input.check();
    await input.setChecked(value);
  } else {
    await input.fill(String(value));
  }
}
