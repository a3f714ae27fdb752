// Driver: the Inspector's command line, which starts anew, and connects anew, for each operation.
import { drive } from "./lib/driver.mjs";
import { InspectorCli } from "./lib/inspector-cli.mjs";
import { INSPECTOR } from "./lib/inspector.mjs";
import { installed } from "./lib/installed.mjs";
import { withScratch } from "./lib/scratch.mjs";
import { walk } from "./lib/walk.mjs";

await drive(await installed(INSPECTOR), (script) =>
  withScratch(async (home) => {
    const cli = new InspectorCli(script, home);
    const seen = await walk(script, await cli.host());
    return { ...seen, exitCodes: cli.exitCodes, strict: cli.strict };
  }),
);
