/** Who started this process. */
import { readFileSync } from "node:fs";

/** Whether the process that started us is systemd: only then NOTIFY_SOCKET is meant for us. */
export function startedByServiceManager(parentProcessId = process.ppid): boolean {
  try {
    return readFileSync(`/proc/${parentProcessId}/comm`, "utf8").trim() === "systemd";
  } catch {
    return false;
  }
}
