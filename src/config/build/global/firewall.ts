/** Packet filters of `global_defs` (keepalived.md §13). */
import type { Firewall, GroupMarking } from "../../model/global-settings.ts";
import type { GlobalDraft } from "../drafts.ts";

const defaultTable = "keepalived";
const defaultGroupTable = "keepalived_ipvs";
/** Before the hooks of other tables, which are at 0. */
const defaultPriority = -1;
const defaultFirstMark = 1000;
const defaultSet = "keepalived";
/** As keepalived ends the names of the sets that `vrrp_ipsets` does not name. */
const setSuffixes = ["", "6", "_if6", "_igmp", "_mld", "_nd"] as const;

/** nftables wins where both are given, as in keepalived on a kernel without iptables. */
export function firewallOf(draft: GlobalDraft): Firewall | null {
  if (draft.nftables !== undefined) {
    return {
      kind: "nftables",
      table: draft.nftables.value ?? defaultTable,
      priority: draft.nftables_priority?.value ?? defaultPriority,
      byInterfaceIndex: draft.nftables_ifindex === undefined ? null : true,
      counters: draft.nftables_counters !== undefined,
    };
  }
  if (draft.vrrp_iptables === undefined) return null;
  const [input, output] = draft.vrrp_iptables.value;
  const chains =
    input === undefined
      ? { input: "INPUT", output: "OUTPUT" }
      : { input: input.text, output: output?.text ?? null };
  return { kind: "iptables", ...chains, ipsets: ipsetsOf(draft) };
}

/** `vrrp_ipsets` alone switches them off. */
function ipsetsOf(draft: GlobalDraft): readonly string[] | null {
  const names = draft.vrrp_ipsets?.value.map(({ text }) => text);
  if (names?.length === 0) return null;
  const base = names?.[0] ?? defaultSet;
  return setSuffixes.map((suffix, index) => names?.[index] ?? `${base}${suffix}`);
}

export function groupMarkingOf(draft: GlobalDraft): GroupMarking | null {
  if (draft.nftables_ipvs === undefined) return null;
  return {
    table: draft.nftables_ipvs.value ?? defaultGroupTable,
    priority: draft.nftables_ipvs_priority?.value ?? defaultPriority,
    firstMark: draft.nftables_ipvs_start_fwmark?.value ?? defaultFirstMark,
  };
}
