// The page that the server renders: only what it is made of is taken over, and nothing that could run or load. The
// server escapes every name in it; this holds where it does not, or where the host has put something else in its place.
"use strict";

const page = (() => {
  const HTML = "a abbr b bdi br caption code col colgroup dd details div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6" +
    " header hr i li main ol p pre s section small span strong sub summary sup table tbody td tfoot th thead time tr ul";
  const SVG = "circle clipPath defs desc ellipse g line linearGradient marker path pattern polygon polyline rect stop svg" +
    " text title tspan";
  const ELEMENTS = new Set(`${HTML} ${SVG}`.split(" "));
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [sheet];

  const reachesOut = (css) => /url\((?!["']?#)|image-set\(/i.test(css);

  function isHarmless({ name, value }, element) {
    if (/^(on|src)|^(action|attributionsrc|autofocus|background|contenteditable|form.*|is|ping|popover.*|slot)$/i.test(name)) return false;
    if (/href$/i.test(name)) return value.startsWith("#");
    // As the browser understood it: an attribute may be written with escapes.
    if (name === "style") return !reachesOut(element.style.cssText);
    return !reachesOut(value) && !value.includes("\\") && !/^\s*javascript:/i.test(value);
  }

  function clean(element) {
    for (const attribute of [...element.attributes]) {
      if (!isHarmless(attribute, element)) element.removeAttributeNode(attribute);
    }
    for (const child of [...element.children]) {
      if (ELEMENTS.has(child.localName)) clean(child);
      else child.remove();
    }
  }

  /** The `main` of an HTML document, ready to be put into this one, whose style becomes that document's. */
  function take(html) {
    // Nothing runs or loads in a document that has no window.
    const parsed = new DOMParser().parseFromString(html, "text/html");
    const main = parsed.querySelector("main");
    if (!main) throw new Error("The server's report is not a page that can be shown.");
    clean(main);
    // What this makes of the text has no @import (CSSOM, "replaceSync").
    sheet.replaceSync([...parsed.querySelectorAll("head style")].map((style) => style.textContent).join("\n"));
    for (let place = sheet.cssRules.length - 1; place >= 0; place -= 1) {
      if (reachesOut(sheet.cssRules[place].cssText)) sheet.deleteRule(place);
    }
    return document.adoptNode(main);
  }

  return { take };
})();
