/**
 * What has to be undone whatever happens: on return, on an exception, on Ctrl-C.
 *
 * Actions are synchronous, because a process that is about to exit waits for nothing.
 */
type Action = () => void;

const actions = new Set<Action>();
let installed = false;

/** Registers `action`; the function returned carries it out, once, and forgets it. */
export function onCleanup(action: Action): Action {
  install();
  const once = () => {
    if (!actions.delete(once)) return;
    action();
  };
  actions.add(once);
  return once;
}

/** Undoes everything that is still registered, the newest first. */
export function cleanUpAll(): void {
  for (const action of [...actions].reverse()) {
    try {
      action();
    } catch (error) {
      process.stderr.write(`clean-up: ${error instanceof Error ? error.message : error}\n`);
    }
  }
}

function install(): void {
  if (installed) return;
  installed = true;
  process.on("exit", cleanUpAll);
  for (const [signal, number] of [
    ["SIGINT", 2],
    ["SIGTERM", 15],
    ["SIGHUP", 1],
  ] as const) {
    process.on(signal, () => {
      cleanUpAll();
      process.exit(128 + number);
    });
  }
}
