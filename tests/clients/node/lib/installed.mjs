// Which release of a package really runs: from the package itself, as the lock file may be newer than the folder.
import { readFile } from "node:fs/promises";
import { join } from "node:path";

const PACKAGES = join(import.meta.dirname, "..", "node_modules");

/** The folder of an installed package. */
export function folder(name) {
  return join(PACKAGES, ...name.split("/"));
}

/** The `package.json` of an installed package. */
export async function manifest(name) {
  return JSON.parse(await readFile(join(folder(name), "package.json"), "utf8"));
}

/** Name and version of an installed package, as a transcript's `client` holds them. */
export async function installed(name) {
  const { version } = await manifest(name);
  return { name, version };
}
