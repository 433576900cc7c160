/** Load balancing as a whole. */
import { none, unread } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const lvsKeywords = {
  lvs_timeouts: {
    argument: unread("[tcp N] [tcpfin N] [udp N] 0..2678400 s, at least one"),
    default: "kernel values",
    meaning: "IPVS connection timeouts; original ones restored at exit",
    tier: "rare",
  },
  lvs_flush: {
    argument: none,
    default: null,
    meaning: "empty the IPVS table at start",
    tier: "common",
    support: "checked",
  },
  lvs_flush_on_stop: {
    argument: unread("[VS]"),
    default: null,
    meaning:
      "flush everything at stop (fast), or only delete the managed services without " +
      "deleting their real servers first",
    tier: "rare",
  },
  lvs_flush_onstop: {
    argument: unread("[VS]"),
    default: null,
    meaning: "old spelling",
    tier: "legacy",
    replacedBy: "lvs_flush_on_stop",
  },
  lvs_sync_daemon: {
    argument: unread(
      "IF [[inst] INSTANCE] [id 0..255] [maxlen 1..65507] [port 1..65535] [ttl 1..255] " +
        "[group MCAST]; old positional IF INST ID",
    ),
    default: "id = vrid or 0; port 8848; group 224.0.0.81",
    meaning:
      "IPVS connection sync daemon, following an instance's state, or both roles when none " +
      "is named",
    tier: "common",
  },
} as const satisfies KeywordSection;
