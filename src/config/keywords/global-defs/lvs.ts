/** Load balancing as a whole. */
import { choice, integer, none, optional, words } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const lvsKeywords = {
  lvs_timeouts: {
    argument: words("[tcp SECONDS] [tcpfin SECONDS] [udp SECONDS]"),
    default: "kernel values",
    meaning: "how long IPVS keeps idle connections; at a stop the values from before come back",
    tier: "rare",
    example: "lvs_timeouts tcp 7200 tcpfin 30 udp 60",
    support: "full",
  },
  lvs_flush: {
    argument: none,
    default: null,
    meaning: "remove all services from IPVS at the start, those of others too",
    tier: "common",
    support: "full",
  },
  lvs_flush_on_stop: {
    argument: optional(choice("VS")),
    default: null,
    meaning:
      "remove all services from IPVS at a stop, those of others too; with VS only those " +
      "that are configured, without taking real servers out one by one",
    tier: "rare",
    support: "full",
  },
  lvs_flush_onstop: {
    argument: optional(choice("VS")),
    default: null,
    meaning: "old spelling of lvs_flush_on_stop",
    tier: "legacy",
    replacedBy: "lvs_flush_on_stop",
    support: "full",
  },
  lvs_sync_daemon: {
    argument: words(
      "IF [[inst] INSTANCE] [id 0..255] [maxlen 1..65507] [port 1..65535] [ttl 1..255] [group IP]",
    ),
    default: "id = vrid or 0; port 8848; group 224.0.0.81",
    meaning:
      "IPVS connection sync daemon, following an instance's state, or both roles when none " +
      "is named",
    tier: "common",
    missingValue: "named",
    repetition: "ignored",
    example: "lvs_sync_daemon eth0 inst VI_1 id 51 maxlen 1400",
    support: "full",
  },
  lvs_dataplane: {
    argument: choice("ipvs", "nftables"),
    default: "ipvs; nftables where the kernel has no IPVS",
    meaning: "who carries connections to real servers: the kernel's IPVS, or nftables",
    tier: "rare",
    own: true,
    support: "full",
  },
  checker_max_probes: {
    argument: integer(1, 60_000, "probes"),
    default: "10000",
    meaning: "how many health checks may be under way at a time; the others wait their turn",
    tier: "rare",
    own: true,
    support: "full",
  },
} as const satisfies KeywordSection;
