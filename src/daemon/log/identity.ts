/** The names that a daemon's processes log under (keepalived.md §22). */

export type ProcessRole = "parent" | "vrrp" | "lvs" | "runner";

const identities: Record<ProcessRole, string> = {
  parent: "Keepalived",
  vrrp: "Keepalived_vrrp",
  lvs: "Keepalived_healthcheckers",
  runner: "Keepalived_runner",
};

export const logIdentity = (role: ProcessRole, suffix: string): string =>
  `${identities[role]}${suffix}`;

/** `_NS`, `_INSTANCE`, both, or nothing: daemons of one host can be told apart. */
export function identitySuffix(
  networkNamespace: string | null,
  instanceName: string | null,
): string {
  return [networkNamespace, instanceName]
    .filter((part) => part !== null)
    .map((part) => `_${part}`)
    .join("");
}
