// A host as MCP Apps prescribes it for the web: a page with a client of the server, a sandbox of another origin in it,
// and the app in a frame of that. The extension's own library for hosts does the talking (host-page.mjs).
import { once } from "node:events";
import { createServer } from "node:http";
import { join } from "node:path";

import { build } from "esbuild";

const BUNDLE = await build({
  entryPoints: [join(import.meta.dirname, "host-page.mjs")],
  bundle: true,
  format: "esm",
  platform: "browser",
  write: false,
});

const HOST = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Host</title><link rel="icon" href="data:,"></head>
<body style="margin: 0"><main></main>
<script type="module" src="host-page.mjs"></script></body></html>`;

// Passes on what the two others say, but for what is said to itself.
const SANDBOX = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Sandbox</title><link rel="icon" href="data:,"></head>
<body style="margin: 0"><script>
const frame = document.createElement("iframe");
frame.title = "App";
frame.style = "display: block; border: 0; width: 100%; height: 100vh";
// No forms, no pop-ups: all that the specification grants.
frame.sandbox = "allow-scripts allow-same-origin";
addEventListener("message", ({ source, data }) => {
  if (source === parent && data.method === "ui/notifications/sandbox-resource-ready") {
    frame.srcdoc = data.params.html;
    document.body.append(frame);
  } else if (source === parent) {
    frame.contentWindow?.postMessage(data, "*");
  } else if (source === frame.contentWindow && !String(data?.method).startsWith("ui/notifications/sandbox-")) {
    parent.postMessage(data, "*");
  }
});
parent.postMessage({ jsonrpc: "2.0", method: "ui/notifications/sandbox-proxy-ready", params: {} }, "*");
</script></body></html>`;

/** The policy that follows from a resource's \`_meta.ui.csp\`. A frame without an address has that of its parent. */
function policy({ connectDomains = [], resourceDomains = [], frameDomains = [], baseUriDomains = [] }) {
  const list = (domains, none = "") => domains.join(" ") || none;
  const resources = list(resourceDomains);
  return [
    "default-src 'none'",
    `script-src 'self' 'unsafe-inline' ${resources}`,
    `style-src 'self' 'unsafe-inline' ${resources}`,
    `connect-src ${list(connectDomains, "'none'")}`,
    `img-src 'self' data: ${resources}`,
    `font-src 'self' ${resources}`,
    `media-src 'self' data: ${resources}`,
    `frame-src ${list(frameDomains, "'none'")}`,
    "object-src 'none'",
    `base-uri ${list(baseUriDomains, "'self'")}`,
  ].join("; ");
}

/** Serves the host and its sandbox. Gives both of their origins. */
export async function startHost() {
  const sandbox = await listen((request, response) => {
    const csp = new URL(request.url, "http://sandbox.invalid").searchParams.get("csp");
    response.setHeader("Content-Security-Policy", policy(JSON.parse(csp)));
    reply(response, "text/html", SANDBOX);
  });
  const host = await listen((request, response) => {
    if (request.url === "/") reply(response, "text/html", HOST);
    else reply(response, "text/javascript", BUNDLE.outputFiles[0].contents);
  });
  return { host, sandbox };
}

async function listen(answer) {
  const server = createServer(answer).listen(0, "127.0.0.1");
  server.unref();
  await once(server, "listening");
  return `http://127.0.0.1:${server.address().port}`;
}

function reply(response, type, body) {
  response.setHeader("Content-Type", type);
  response.end(body);
}
