// Ends what hangs from inside: who started a driver can be gone by then (Ctrl-C), and who kills it from outside
// does not reach the process groups that it made.

/** Ends this process where it still runs shortly before the `patience` of its script, in seconds, is over. */
export function startDeadline({ patience }) {
  const end = () => {
    console.error("The driver hangs; it ends itself.");
    process.exit(1);
  };
  setTimeout(end, patience * 900).unref();
}

/** Seconds for a group of processes (group.mjs) of a script's driver, which has to end before the driver does. */
export function groupLimit({ patience }) {
  return patience * 0.6;
}

/** Ends `child` with this process, if it is still there. */
export function endWithThis(child) {
  const end = () => child.kill("SIGKILL");
  process.once("exit", end);
  child.once("close", () => process.off("exit", end));
}
