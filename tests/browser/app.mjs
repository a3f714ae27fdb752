// Opens the app in a host and follows the steps of its script. Prints what each step saw, and what the host noted.
import { violations } from "./axe.mjs";
import { withPage } from "./browser.mjs";
import { startHost } from "./host.mjs";
import { readScript } from "./script.mjs";

const { open, steps, ...options } = await readScript();
const { host, sandbox } = await startHost();
const origins = [host, sandbox, new URL(open.url).origin];

const outcome = await withPage({ ...options, origins }, async (page) => {
  await page.goto(host);
  await page.evaluate((wanted) => window.openApp(wanted), { ...open, sandbox });
  const saw = [];
  for (const step of steps) saw.push((await follow(page, step)) ?? null);
  return { saw, seen: await page.evaluate(() => window.seen) };
});
console.log(JSON.stringify(outcome));

async function follow(page, { step, ...what }) {
  // The frames that hold it are the host's and the sandbox's.
  const frame = page.frames().find((one) => one.parentFrame()?.parentFrame() === page.mainFrame());
  switch (step) {
    case "click":
      return frame.getByRole(what.role ?? "button", { name: what.name, exact: true }).first().click();
    case "click-at":
      return frame.locator(what.selector).first().click();
    case "focus":
      return frame.getByRole("button", { name: what.name, exact: true }).first().focus();
    case "press":
      return page.keyboard.press(what.key);
    case "select":
      await frame.getByLabel(what.label).selectOption(what.option);
      return undefined;
    case "wait":
      return frame.getByText(what.text).filter({ visible: true }).first().waitFor();
    case "wait-for":
      return frame.locator(what.selector).waitFor();
    case "text":
      return frame.locator("body").innerText();
    case "focused":
      return frame.evaluate(() => document.activeElement.textContent);
    case "evaluate":
      return frame.evaluate(what.code);
    case "context":
      return page.evaluate((context) => window.bridge.sendHostContextChange(context), what.context);
    case "teardown":
      return page.evaluate(() => window.bridge.teardownResource({}));
    case "ping":
      return page.evaluate(() => window.bridge.request({ method: "ping" }));
    case "resize":
      return page.setViewportSize({ width: what.width, height: 900 });
    case "axe":
      return violations(frame);
    case "picture":
      await page.screenshot({ path: what.path, fullPage: true });
      return undefined;
    default:
      throw new Error(`no such step: ${step}`);
  }
}
