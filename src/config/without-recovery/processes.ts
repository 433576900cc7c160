/** Which process of keepalived acts on which keyword outside all blocks; the others skip it. */
import type { SectionName } from "../keywords/table.ts";

/** In the order in which a config test goes through them. */
export const processes = ["parent", "checker", "vrrp", "bfd"] as const;
export type Process = (typeof processes)[number];

const parent: readonly Process[] = ["parent"];
const checker: readonly Process[] = ["checker"];
const checkerAndVrrp: readonly Process[] = ["checker", "vrrp"];

/** All that is not here is the vrrp process's. */
const owners: Readonly<Record<string, readonly Process[]>> = {
  global_defs: parent,
  linkbeat_use_polling: parent,
  net_namespace: parent,
  net_namespace_ipvs: parent,
  namespace_with_ipsets: parent,
  use_pid_dir: parent,
  instance: parent,
  child_wait_time: parent,
  virtual_server: checker,
  virtual_server_group: checker,
  SSL: checker,
  track_file: checkerAndVrrp,
  vrrp_track_file: checkerAndVrrp,
  bfd_instance: ["checker", "vrrp", "bfd"],
};

/** Inside a block all keywords belong to the process that reads it. */
export function isActiveIn(process: Process, section: SectionName, name: string): boolean {
  if (section !== "root") return true;
  const owner = Object.hasOwn(owners, name) ? owners[name] : undefined;
  return owner === undefined ? process === "vrrp" : owner.includes(process);
}
