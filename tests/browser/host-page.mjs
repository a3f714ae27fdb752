// What runs in the host's page: `window.openApp` calls a tool and shows its app, as far as the tool names one.
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import {
  AppBridge, PostMessageTransport, RESOURCE_MIME_TYPE, getToolUiResourceUri,
} from "@modelcontextprotocol/ext-apps/app-bridge";

const INFO = { name: "defectdojo-mcp-browser", version: "1.0.0" };
const EXTENSIONS = { "io.modelcontextprotocol/ui": { mimeTypes: [RESOURCE_MIME_TYPE] } };

/** What the app did, for the program that looks on. */
window.seen = { calls: [], told: [], sizes: [], read: undefined, protocol: undefined, offers: undefined };

/**
 * @param {{
 *   url: string, authorization?: string, era: "legacy" | "2026-07-28", tool: string, arguments: object, sandbox: string,
 *   resource?: string, context?: object, answers?: Record<string, object[]>, first?: object, serverTools?: boolean,
 * }} wanted `answers` are the results of tools that the host makes up, in their order, and `first` is that of the call
 *   that opens the app. One with `failure` fails with it, and one with `late` comes after that of the next call.
 */
window.openApp = async (wanted) => {
  const client = new Client(INFO, {
    capabilities: { extensions: EXTENSIONS },
    versionNegotiation: { mode: wanted.era === "legacy" ? "legacy" : { pin: wanted.era } },
  });
  const headers = wanted.authorization ? { Authorization: wanted.authorization } : {};
  await client.connect(new StreamableHTTPClientTransport(new URL(wanted.url), { requestInit: { headers } }));
  window.seen.protocol = client.getNegotiatedProtocolVersion();
  window.seen.offers = client.getServerCapabilities().extensions;
  const { tools } = await client.listTools();
  const tool = tools.find(({ name }) => name === wanted.tool);
  const uri = wanted.resource ?? getToolUiResourceUri(tool);
  const { contents: [resource] } = await client.readResource({ uri });
  window.seen.read = { uri, mimeType: resource.mimeType, ui: resource._meta.ui };

  const answers = structuredClone(wanted.answers ?? {});
  const late = [];
  const call = async (params) => {
    const made = answers[params.name]?.shift();
    if (made?.failure) throw new Error(made.failure);
    if (made?.late) await new Promise((resolve) => { late.push(resolve); });
    // Not before the answer that is given here is on its way.
    else setTimeout(() => late.splice(0).forEach((resolve) => resolve()));
    return made ?? client.callTool(params);
  };
  const capabilities = { ...(wanted.serverTools === false ? {} : { serverTools: {} }), updateModelContext: { text: {} } };
  const bridge = new AppBridge(null, INFO, capabilities, { hostContext: wanted.context ?? {} });
  bridge.oncalltool = (params) => {
    window.seen.calls.push(params);
    return call(params);
  };
  bridge.onupdatemodelcontext = async ({ content }) => {
    window.seen.told.push(content[0].text);
    return {};
  };
  const frame = document.createElement("iframe");
  frame.title = "Sandbox";
  frame.style = "display: block; border: 0; width: 100%; height: 100vh";
  frame.sandbox = "allow-scripts allow-same-origin";
  bridge.onsizechange = ({ width, height }) => {
    window.seen.sizes.push({ width, height });
    frame.style.height = `${height}px`;
  };

  const isReady = new Promise((resolve) => {
    addEventListener("message", ({ source, data }) => {
      if (source === frame.contentWindow && data.method === "ui/notifications/sandbox-proxy-ready") resolve();
    });
  });
  frame.src = `${wanted.sandbox}/?csp=${encodeURIComponent(JSON.stringify(resource._meta.ui.csp))}`;
  document.querySelector("main").append(frame);
  await isReady;
  const isInitialized = new Promise((resolve) => { bridge.oninitialized = resolve; });
  await bridge.connect(new PostMessageTransport(frame.contentWindow, frame.contentWindow));
  await bridge.sendSandboxResourceReady({ html: resource.text, csp: resource._meta.ui.csp });
  await isInitialized;
  window.bridge = bridge;
  await bridge.sendToolInput({ arguments: wanted.arguments });
  const result = wanted.first ?? (await client.callTool({ name: wanted.tool, arguments: wanted.arguments }));
  if (result.cancelled) await bridge.sendToolCancelled({ reason: result.cancelled });
  else await bridge.sendToolResult(result);
};
