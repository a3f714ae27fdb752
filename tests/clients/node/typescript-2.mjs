// Driver: the official TypeScript SDK, 2.x, in the era that the script asks for.
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";

import { drive } from "./lib/driver.mjs";
import { installed } from "./lib/installed.mjs";
import { headers } from "./lib/script.mjs";
import { PROGRAM, host } from "./lib/sdk.mjs";
import { walk } from "./lib/walk.mjs";

await drive(await installed("@modelcontextprotocol/client"), async (script) => {
  const client = new Client(PROGRAM, { versionNegotiation: { mode: mode(script) } });
  const transport = new StreamableHTTPClientTransport(new URL(script.url), {
    requestInit: { headers: headers(script) },
  });
  try {
    await client.connect(transport);
    const call = (params, options) => client.callTool(params, options);
    return await walk(script, host(client, client.getNegotiatedProtocolVersion(), call));
  } finally {
    await client.close();
  }
});

// A revision's date pins it: then nothing else will do for the client.
function mode({ era }) {
  return era === "legacy" || era === "auto" ? era : { pin: era };
}
