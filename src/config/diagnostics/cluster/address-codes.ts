/** Which addresses move, and with which virtual router. */
import type { Code } from "../code.ts";
import { instanceExample, ofCluster } from "./example.ts";

const peer = instanceExample("priority 150");
const backup = instanceExample("priority 100");
const withTwo = (example: string): string =>
  example.replace("192.0.2.1/24\n", "192.0.2.1/24\n    192.0.2.2/24\n");

export const addressCodes = {
  addressMissing: {
    ...ofCluster,
    code: "HF0930",
    severity: "error",
    title: "an address that not all nodes have",
    explanation:
      "A master holds the addresses of its own file. One that is in the other's file only is " +
      "unreachable while this router is master. Receivers log adverts with other addresses than " +
      "their own, and accept them.",
    example: { peer: withTwo(peer), wrong: backup, right: withTwo(backup) },
  },
  addressListsDiffer: {
    ...ofCluster,
    code: "HF0931",
    severity: "warning",
    title: "an address in different lists",
    explanation:
      "virtual_ipaddress is in the adverts and virtual_ipaddress_excluded is not. The address " +
      "moves all the same, but each advert is logged as one with other addresses.",
    example: {
      peer: excluding(peer),
      wrong: withTwo(backup),
      right: excluding(backup),
    },
  },
  prefixesDiffer: {
    ...ofCluster,
    code: "HF0932",
    severity: "warning",
    title: "unequal prefix length",
    explanation:
      "The prefix length decides which neighbours the kernel reaches directly, so routes " +
      "change with the master. Adverts carry no prefix length: nothing notices it at run " +
      "time.",
    example: { peer, wrong: backup.replace("/24", "/25"), right: backup },
  },
  addressOrderDiffers: {
    ...ofCluster,
    code: "HF0933",
    severity: "notice",
    title: "addresses in another order",
    explanation:
      "Routers compare the addresses of an advert as a set, so this works. But files in the same " +
      "order are easier to compare, and some other routers do mind.",
    example: {
      peer: withTwo(peer),
      wrong: backup.replace("192.0.2.1/24\n", "192.0.2.2/24\n    192.0.2.1/24\n"),
      right: withTwo(backup),
    },
  },
  addressShared: {
    ...ofCluster,
    code: "HF0934",
    severity: "error",
    title: "one address in two virtual routers",
    explanation:
      "Virtual routers elect their masters separately, so an address that two of them move is " +
      "held by two nodes at once, or removed by one while the other needs it.",
    example: {
      peer: peer + second("VI_2", "eth1", 52, "192.0.2.2", 150),
      wrong:
        backup.replace("192.0.2.1/24", "192.0.2.3/24") +
        second("VI_2", "eth1", 52, "192.0.2.2/24\n    192.0.2.1", 100),
      right: backup + second("VI_2", "eth1", 52, "192.0.2.2", 100),
    },
  },
  virtualRouterIdShared: {
    ...ofCluster,
    code: "HF0935",
    severity: "error",
    title: "one virtual_router_id for two virtual routers",
    explanation:
      "Routers with one virtual_router_id on a link take each other for backups, whatever " +
      "addresses they have: one of them becomes master, and the addresses of the other are " +
      "nowhere.",
    example: {
      peer,
      wrong: second("VI_9", "eth0", 51, "192.0.2.9", 100),
      right: backup,
    },
  },
  instanceAlone: {
    ...ofCluster,
    code: "HF0936",
    severity: "warning",
    title: "an instance on one node only",
    explanation:
      "No other file has this virtual router, neither by its number nor by its addresses, so " +
      "nobody takes over when its node fails. Add it to another node, or make it an ordinary " +
      "address.",
    example: {
      peer: peer + second("VI_2", "eth1", 52, "192.0.2.2", 150),
      wrong: backup,
      right: backup + second("VI_2", "eth1", 52, "192.0.2.2", 100),
    },
  },
} as const satisfies Readonly<Record<string, Code>>;

function excluding(example: string): string {
  return example.replace(/\}\n$/, "  virtual_ipaddress_excluded {\n    192.0.2.2/24\n  }\n}\n");
}

function second(
  name: string,
  link: string,
  number: number,
  addresses: string,
  priority: number,
): string {
  return `vrrp_instance ${name} {
  interface ${link}
  virtual_router_id ${number}
  priority ${priority}
  virtual_ipaddress {
    ${addresses}/24
  }
}
`;
}
