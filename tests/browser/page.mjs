// Looks at pages of reports in every way that people do, and says what is wrong with them.
import { readFile } from "node:fs/promises";
import { HtmlValidate } from "html-validate";
import { violations } from "./axe.mjs";
import { withPage } from "./browser.mjs";
import { readScript } from "./script.mjs";

// All rules, also the strict ones: `recommended` is what its makers hold to be right, `standard` the HTML standard.
const validator = new HtmlValidate({ extends: ["html-validate:recommended", "html-validate:standard", "html-validate:a11y"] });

const WAYS = [
  { name: "light", colorScheme: "light", viewport: { width: 1280, height: 900 } },
  { name: "dark", colorScheme: "dark", viewport: { width: 1280, height: 900 } },
  { name: "phone", colorScheme: "light", viewport: { width: 390, height: 844 } },
  { name: "phone-dark", colorScheme: "dark", viewport: { width: 390, height: 844 } },
  // The narrowest that WCAG 1.4.10 has: nobody scrolls sideways.
  { name: "narrow", colorScheme: "light", viewport: { width: 320, height: 640 } },
  // A4 less its margins, at 96 pixels to the inch.
  { name: "print", colorScheme: "dark", media: "print", viewport: { width: 688, height: 1001 } },
];
// No browser takes pictures of much more, and nobody looks at them.
const TALLEST = 8_000;

const { pages } = await readScript();
const faults = [];
const documents = [];
for (const { name, path, picture } of pages) {
  const html = await readFile(path, "utf8");
  // The page is the document itself, with its own policy, and has no address that it could load anything from.
  documents.push({ name, picture, address: `data:text/html;charset=utf-8,${encodeURIComponent(html)}` });
  const { results } = await validator.validateString(html);
  for (const { line, column, ruleId, message } of results.flatMap((result) => result.messages)) {
    faults.push(`${name}, ${line}:${column}: ${ruleId}: ${message}`);
  }
}
for (const { name: way, media, ...options } of WAYS) {
  await withPage(options, async (page) => {
    await page.emulateMedia({ media });
    for (const { name, picture, address } of documents) {
      await page.setViewportSize(options.viewport);
      await page.goto(address);
      const found = [...(await overflows(page)), ...(await violations(page))];
      faults.push(...found.map((fault) => `${name}, ${way}: ${fault}`));
      await shoot(page, options.viewport.width, picture.replace(/\.png$/, `-${way}.png`));
    }
  });
}
console.log(JSON.stringify(faults));

/** What reaches beyond the sides of the window, so that one has to scroll sideways or it is cut off on paper. */
function overflows(page) {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const wide = [...document.querySelectorAll("main *")].filter(
      (element) => element.getBoundingClientRect().right > clientWidth + 1 && !element.closest("thead"),
    );
    const isWide = scrollWidth > clientWidth || wide.length > 0;
    return isWide ? [`${scrollWidth} of ${clientWidth} px: ${wide[0]?.outerHTML.slice(0, 200)}`] : [];
  });
}

async function shoot(page, width, path) {
  const height = await page.evaluate(() => Math.ceil(document.documentElement.getBoundingClientRect().height));
  await page.setViewportSize({ width, height: Math.min(height, TALLEST) });
  await page.screenshot({ path });
}
