// Driver: the Inspector's web page. It reaches the server through the program that serves it, and has no
// other way; inspector-web-direct.mjs drives the last generation that has one.
import { isDeepStrictEqual } from "node:util";

import { copied } from "./lib/browser.mjs";
import { drivePage } from "./lib/inspector-page.mjs";
import { INSPECTOR, LAUNCHER, era } from "./lib/inspector.mjs";
import { headers } from "./lib/script.mjs";

await drivePage(INSPECTOR, [LAUNCHER, "--web"], async (page, script) => {
  await add(page, script);
  await configure(page, script);
  await connectSwitch(page).press("Space");
  await page.locator("[data-status=connected], [data-status=error]").waitFor();
  if (await page.locator("[data-status=error]").isVisible()) {
    return { failure: await page.getByRole("alert").innerText() };
  }
  const server = await about(page);
  await page.getByRole("banner").getByText("Tools", { exact: true }).click();
  const list = page.getByRole("heading", { name: "Tools (" });
  const refusal = page.getByRole("main").getByRole("alert");
  await list.or(refusal).waitFor();
  if (await refusal.isVisible()) return { failure: await refusal.innerText() };
  return { ...server, tools: await tools(page), calls: [{ result: await call(page, script.calls[0]) }] };
});

function connectSwitch(page) {
  return page.getByRole("switch", { name: 'Connect or disconnect "defectdojo"' });
}

async function add(page, { url }) {
  await page.getByRole("button", { name: "Add Servers" }).click();
  await page.getByRole("menuitem", { name: "Add manually" }).click();
  const form = page.getByRole("dialog", { name: "Add server" });
  await form.getByLabel("Server ID").fill("defectdojo");
  await form.getByRole("textbox", { name: "Transport" }).click();
  await page.getByRole("option", { name: "streamable-http" }).click();
  await form.getByLabel("URL").fill(url);
  await form.getByRole("button", { name: "Add", exact: true }).click();
}

async function configure(page, script) {
  const wanted = { headers: Object.entries(headers(script)), era: era(script) };
  if (wanted.headers.length === 0 && wanted.era === "legacy") return;
  const button = page.getByRole("button", { name: "Settings", exact: true });
  // The page begins with some servers of its own; the innermost element with both is the card of this one.
  await page.locator("div").filter({ has: connectSwitch(page) }).filter({ has: button }).last().locator(button).click();
  const settings = page.getByRole("dialog", { name: "Server Settings" });
  await settings.getByRole("button", { name: "Custom Headers" }).click();
  // The page saves a while after the last change, and shows no sign of it.
  const saved = page.waitForResponse((response) => saves(response.request(), wanted));
  await Promise.all([saved, enter(page, settings, wanted)]);
  await page.reload();
}

async function enter(page, settings, wanted) {
  for (const [name, value] of wanted.headers) {
    await settings.getByRole("button", { name: "Add Header" }).click();
    await settings.getByRole("textbox", { name: "header name" }).fill(name);
    await settings.getByRole("textbox", { name: "header value" }).fill(value);
  }
  await settings.getByRole("textbox", { name: "Protocol Era" }).click();
  await page.getByRole("option", { name: new RegExp(`^${wanted.era}`, "i") }).click();
  await settings.getByRole("button", { name: "Close" }).click();
}

function saves(request, wanted) {
  if (request.method() !== "PUT") return false;
  const { headers, protocolEra = "legacy" } = request.postDataJSON().settings;
  return protocolEra === wanted.era && isDeepStrictEqual(headers.map(({ key, value }) => [key, value]), wanted.headers);
}

async function about(page) {
  await page.getByRole("button", { name: "Connection Info" }).click();
  const info = page.getByRole("dialog", { name: "Connection Info" });
  const said = (label) => info.getByText(label, { exact: true }).locator("xpath=following-sibling::*[1]").innerText();
  const server = { name: await said("Name"), version: await said("Version") };
  const instructions = await copied(info.getByRole("button", { name: "Copy" }));
  const shown = { protocol: await said("Protocol"), server, instructions };
  await info.getByRole("button", { name: "Close" }).click();
  return shown;
}

// A tool's button shows its title, and below it its name.
async function tools(page) {
  const names = await page.getByRole("main").locator("button p + p").allInnerTexts();
  return names.map((name) => ({ name }));
}

async function call(page, { name, arguments: values }) {
  const main = page.getByRole("main");
  await main.getByRole("button").filter({ has: page.getByText(name, { exact: true }) }).click();
  await main.getByRole("switch", { name: "Edit as JSON" }).press("Space");
  const editor = main.getByRole("textbox", { name: "Arguments JSON" });
  await editor.press("ControlOrMeta+A");
  await page.keyboard.insertText(JSON.stringify(values));
  await main.getByRole("button", { name: "Execute Tool" }).click();
  const error = main.getByRole("alert", { name: "Tool Error" });
  const texts = main.getByRole("button", { name: "Copy" });
  await error.or(texts.first()).waitFor();
  if (await error.isVisible()) {
    const [, ...lines] = (await error.innerText()).split("\n");
    return { content: [{ type: "text", text: lines.join("\n") }], isError: true };
  }
  // The text of the result, then its structured output.
  const [text, structured] = [await copied(texts.nth(0)), await copied(texts.nth(1))];
  return { content: [{ type: "text", text }], structuredContent: JSON.parse(structured) };
}
