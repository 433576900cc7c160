/** How the `.data` files are called (keepalived.md §3). */
import type { GlobalDefinitions } from "../../config/model/configuration.ts";

/** What stands behind the name, by the process that writes. */
const roles = { parent: "_parent", vrrp: "", lvs: "_check" } as const;

/**
 * `keepalived_check.data`, or a path beside `state_dump_file`; with `data_use_instance`
 * `keepalived_check.NS_INSTANCE.data`. `identitySuffix` is `_NS_INSTANCE`, or nothing.
 */
export function dataName(
  role: keyof typeof roles,
  { dumps, dataUseInstance }: Pick<GlobalDefinitions, "dumps" | "dataUseInstance">,
  identitySuffix: string,
): string {
  const path = dumps.stateFile ?? "keepalived.data";
  const [, stem = path, extension = ""] = /^(.*[^/])(\.[^./]*)$/.exec(path) ?? [];
  const own = dataUseInstance ? identitySuffix.replace(/^_/, ".") : "";
  return `${stem}${roles[role]}${own}${extension}`;
}
