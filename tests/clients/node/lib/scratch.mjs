// A folder for what a client writes: no client may see what another one kept, or this machine's user.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Gives what `use` makes of a new, empty folder, which goes again after it. */
export async function withScratch(use) {
  const folder = await mkdtemp(join(tmpdir(), "defectdojo-mcp-client-"));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
