/** Who is to be master, and what may change that. */
import type { Code } from "../code.ts";
import { instanceExamples, ofCluster, scriptExample } from "./example.ts";

const script = `vrrp_script chk_web {
  script "/usr/bin/pgrep nginx"
  weight -60
}
`;
const weighted = "  sync_group_tracking_weight\n";
const follow = "  track_script {\n    chk_web\n  }\n";

export const roleCodes = {
  prioritiesEqual: {
    ...ofCluster,
    code: "HF0920",
    severity: "warning",
    title: "equal priorities",
    explanation:
      "With equal priorities it is left to chance who becomes master: the one that starts " +
      "first stays, and of two masters the one with the higher source address. Backups of " +
      "equal priority take over at the same moment. Give each router its own priority, or " +
      "nopreempt to all.",
    example: instanceExamples("priority 150", "priority 150", "priority 100"),
  },
  mastersRepeated: {
    ...ofCluster,
    code: "HF0921",
    severity: "warning",
    title: "two that start as MASTER",
    explanation:
      "state MASTER only shortens the first wait. Two routers that start together both take the " +
      "addresses, until the one with the higher priority is heard. Write state BACKUP on all but " +
      "that one, or on all: the highest priority wins all the same.",
    example: instanceExamples(
      "state MASTER\npriority 150",
      "state MASTER\npriority 100",
      "state BACKUP\npriority 100",
    ),
  },
  ownersRepeated: {
    ...ofCluster,
    code: "HF0922",
    severity: "error",
    title: "two address owners",
    explanation:
      "Priority 255 says that the virtual addresses are this router's own (RFC 9568 §5.2.4). " +
      "An owner never waits and never yields, so there can be one. state MASTER without a " +
      "priority means 255.",
    example: instanceExamples("priority 255", "priority 255", "priority 100"),
  },
  weightsTooSmall: {
    ...ofCluster,
    code: "HF0923",
    severity: "error",
    title: "weights that never move the addresses",
    explanation:
      "The master's trackers change its priority, but with all of them failed it is still not " +
      "below that of any other router: the addresses stay where the service has failed. An " +
      "equal priority does not take over either. Make the weights larger than the distance " +
      "between the priorities, or use weight 0, which gives the addresses up at once. " +
      "`holdfast check --priorities` shows what each failure does.",
    example: {
      peer: scriptExample("weight -20", "priority 150"),
      wrong: scriptExample("weight -20", "priority 100"),
      right: scriptExample("weight -20", "priority 140"),
    },
  },
  weightsHeldBack: {
    ...ofCluster,
    code: "HF0924",
    severity: "warning",
    title: "weights that nopreempt keeps from working",
    explanation:
      "A backup with nopreempt lets a master of lower priority be. So when a tracker lowers the " +
      "master's priority, nobody takes over. Use weight 0 on the trackers, which gives the " +
      "addresses up by itself, or remove nopreempt from the backup.",
    example: {
      peer: scriptExample("weight -60", "priority 150"),
      wrong: scriptExample("weight -60", "priority 100\nnopreempt"),
      right: scriptExample("weight -60", "priority 100"),
    },
  },
  weightsHeldByGroup: {
    ...ofCluster,
    code: "HF0928",
    severity: "warning",
    title: "weights that a sync group keeps from working",
    explanation:
      "A router becomes master of a member of a sync group only when it wins all other " +
      "members too. A weight that lowers one member's priority alone moves nothing then. " +
      "Follow the same thing in the sync group, so that all members lose together, or use " +
      "weight 0, which is a fault of the whole group.",
    example: {
      peer: groupExample("VI_1\n    VI_2", 100),
      wrong: `${script}${groupExample("VI_1\n    VI_2", 150, weighted, follow)}`,
      right: `${script}${groupExample("VI_1\n    VI_2", 150, weighted + follow)}`,
    },
  },
  nopreemptIneffective: {
    ...ofCluster,
    code: "HF0925",
    severity: "warning",
    title: "nopreempt where it has no effect",
    explanation:
      "nopreempt keeps a router from taking over from a master of lower priority. On the " +
      "router with the lower priority there is nothing that it could keep it from, and the " +
      "other one, without it, takes the addresses back as soon as it returns. Write nopreempt " +
      "and state BACKUP on both.",
    example: instanceExamples("priority 150", "priority 100\nnopreempt", "priority 100"),
  },
  preemptDelayIneffective: {
    ...ofCluster,
    code: "HF0926",
    severity: "notice",
    title: "preempt_delay where it has no effect",
    explanation:
      "preempt_delay is the wait before taking over from a master of lower priority. This " +
      "router's priority is below that of all others whatever their trackers say, so it never " +
      "waits.",
    example: instanceExamples("priority 150", "priority 100\npreempt_delay 60", "priority 100"),
  },
  syncGroupsDiffer: {
    ...ofCluster,
    code: "HF0927",
    severity: "warning",
    title: "unequal sync groups",
    explanation:
      "The members of a sync group move together. Where one node has an instance in the group " +
      "and another has not, one may leave while the other stays: the addresses end up on two " +
      "nodes.",
    example: {
      peer: groupExample("VI_1\n    VI_2", 150),
      wrong: groupExample("VI_1", 100),
      right: groupExample("VI_1\n    VI_2", 100),
    },
  },
} as const satisfies Readonly<Record<string, Code>>;

/** Two instances in one group; the lines are those of the group and of the first instance. */
function groupExample(
  members: string,
  priority: number,
  groupLines = "",
  instanceLines = "",
): string {
  const instance = (name: string, link: string, number: number, lines = ""): string =>
    `vrrp_instance ${name} {
  interface ${link}
  virtual_router_id ${number}
  priority ${priority}
${lines}  virtual_ipaddress {
    192.0.2.${number}/24
  }
}
`;
  return `vrrp_sync_group BOTH {
  group {
    ${members}
  }
${groupLines}}
${instance("VI_1", "eth0", 51, instanceLines)}${instance("VI_2", "eth1", 52)}`;
}
