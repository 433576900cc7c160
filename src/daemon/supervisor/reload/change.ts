/** One difference between two configurations, and how it is told. */

export interface ConfigurationChange {
  /** The block's keyword: `vrrp_instance`. */
  readonly subject: string;
  /** Empty for blocks without a name. */
  readonly name: string;
  readonly change: ChangeKind;
  /** `priority 150 → 90`; empty where there is nothing more to say. */
  readonly details: readonly string[];
}

/** `replaced` is an instance of the same name that is another router: it starts anew. */
export type ChangeKind = "added" | "removed" | "changed" | "replaced";

/** `vrrp_instance VI_1 changed: priority 150 → 90`. */
export function changeLine({ subject, name, change, details }: ConfigurationChange): string {
  const what = name === "" ? subject : `${subject} ${name}`;
  return details.length === 0 ? `${what} ${change}` : `${what} ${change}: ${details.join(", ")}`;
}
