/** What the data plane that a configuration asks for cannot do. */
import type { Code } from "./code.ts";
import { block, globals } from "./example-texts.ts";

const balanced = (scheduler: string, method: string): string =>
  block(
    "virtual_server 192.0.2.1 80",
    "protocol TCP",
    `lb_algo ${scheduler}`,
    `lb_kind ${method}`,
    block("real_server 10.0.0.2 80", "TCP_CHECK {", "}"),
  );
const nftables = globals("lvs_dataplane nftables");

export const dataplaneCodes = {
  notWithNftables: {
    code: "HF0833",
    severity: "error",
    title: "nftables cannot do this",
    explanation:
      "With lvs_dataplane nftables connections are translated (NAT), by the schedulers rr, wrr, " +
      "random, sh, dh, mh and fo, and a virtual server that names no scheduler has wlc, which " +
      "counts connections. Tunnels, direct routing, thresholds, ops and persistence engines " +
      "need IPVS. Nothing else is put in the place of what was asked for: what cannot be done is " +
      "left out, and the rest is balanced.",
    exit: 0,
    refusesReload: false,
    example: { wrong: nftables + balanced("wlc", "NAT"), right: nftables + balanced("wrr", "NAT") },
  },
  onlyWithNftables: {
    code: "HF0834",
    severity: "error",
    title: "only nftables can do this",
    explanation:
      "The scheduler random, which chooses a real server by chance and weight, is one of nftables: " +
      "IPVS has none of that name. With lvs_dataplane ipvs choose another, wrr for example.",
    exit: 0,
    refusesReload: false,
    example: {
      wrong: globals("lvs_dataplane ipvs") + balanced("random", "NAT"),
      right: globals("lvs_dataplane ipvs") + balanced("wrr", "NAT"),
    },
  },
} as const satisfies Readonly<Record<string, Code>>;
