// The frame of a driver: a script in, exactly one transcript out.
import { failure } from "./failure.mjs";
import { readScript } from "./script.mjs";

/**
 * Runs `play` with the script and prints its transcript, of the client that the tests know as
 * `client`. What `play` throws is the transcript's failure: the client could not be used at all.
 */
export async function drive(client, play) {
  const script = await readScript();
  const seen = await play(script).catch(failure);
  process.stdout.write(`${JSON.stringify({ client, ...seen })}\n`);
}
