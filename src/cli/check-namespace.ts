import { closeSync, openSync, readlinkSync } from "node:fs";
import { systemCalls } from "../kernel/libc.ts";
import { enterNetworkNamespace } from "../kernel/namespace.ts";

const ownNamespace = "/proc/self/ns/net";

/** Runs `look`, which may enter another network namespace, and comes back to where it began. */
export function stayInNamespace<Value>(look: () => Value): Value {
  const home = homeNamespace();
  if (home === null) return look();
  try {
    return look();
  } finally {
    if (readlinkSync(ownNamespace) !== home.name) {
      enterNetworkNamespace(systemCalls(), `/proc/self/fd/${home.descriptor}`);
    }
    closeSync(home.descriptor);
  }
}

/** Null where the kernel does not show it. */
function homeNamespace(): { readonly name: string; readonly descriptor: number } | null {
  try {
    return { name: readlinkSync(ownNamespace), descriptor: openSync(ownNamespace, "r") };
  } catch {
    return null;
  }
}
