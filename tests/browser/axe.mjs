// The accessibility rules of axe-core.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const SOURCE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// Levels A and AA of WCAG 2.0 to 2.2, and what axe-core's makers hold to be good practice beyond them.
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * What axe-core finds wrong in a page or a frame of one, a line for each element.
 *
 * @param {import("playwright-core").Frame | import("playwright-core").Page} frame
 * @returns {Promise<string[]>}
 */
export async function violations(frame) {
  // By the browser's own protocol, which no Content Security Policy of the page keeps out.
  await frame.evaluate(SOURCE);
  const found = await frame.evaluate(
    (tags) => window.axe.run(document, { runOnly: tags, resultTypes: ["violations"] }),
    TAGS,
  );
  return found.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${help}): ${target.join(" ")}: ${failureSummary}`),
  );
}
