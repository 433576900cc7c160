/** The timer of reloads on this machine: its clock, and its inotify once there is a file to watch. */
import { openFolderWatcher } from "../../../kernel/inotify.ts";
import { systemCalls } from "../../../kernel/libc.ts";
import { createPoller } from "../../../kernel/poller.ts";
import type { FolderWatcher } from "../../../ports/folder-watcher.ts";
import type { Logger } from "../../log/logger.ts";
import { refusalText } from "../../log/refusal-text.ts";
import { systemTimers } from "../../timers.ts";
import { ReloadTimer } from "./timer.ts";

export const systemReloadTimer = (logger: Logger, due: () => void): ReloadTimer =>
  new ReloadTimer({
    timers: systemTimers,
    logger,
    openWatcher: () => openWatcher(logger),
    nowMillis: Date.now,
    due,
  });

function openWatcher(logger: Logger): FolderWatcher | null {
  const sys = systemCalls();
  // The poller swallows exceptions; a broken invariant has to end the process all the same.
  const poller = createPoller(sys, (problem) => {
    setImmediate(() => {
      throw problem;
    });
  });
  const opened = openFolderWatcher(sys, poller);
  if (opened.ok) return opened.value;
  logger.warning(refusalText(opened.error));
  return null;
}
