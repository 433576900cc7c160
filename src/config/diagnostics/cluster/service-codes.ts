/** Virtual servers and `global_defs`. */
import type { Code } from "../code.ts";
import { ofCluster } from "./example.ts";

export const serviceCodes = {
  virtualServerAlone: {
    ...ofCluster,
    code: "HF0940",
    severity: "warning",
    title: "a virtual server on some nodes only",
    explanation:
      "The address moves to a node that does not balance this service: connections to it are " +
      "refused there. Write the same virtual_server on all nodes.",
    example: {
      peer: serverExample("rr", "198.51.100.1"),
      wrong: "global_defs {\n  router_id node-b\n}\n",
      right: serverExample("rr", "198.51.100.1"),
    },
  },
  virtualServersDiffer: {
    ...ofCluster,
    code: "HF0941",
    severity: "warning",
    title: "unequal virtual servers",
    explanation:
      "Scheduler, forwarding, persistence, quorum and sorry server decide how clients are " +
      "served, and that changes when the address moves.",
    example: {
      peer: serverExample("rr", "198.51.100.1"),
      wrong: serverExample("wlc", "198.51.100.1"),
      right: serverExample("rr", "198.51.100.1"),
    },
  },
  realServersDiffer: {
    ...ofCluster,
    code: "HF0942",
    severity: "warning",
    title: "unequal real servers",
    explanation:
      "One node spreads the load over other servers than the other one. Write the same " +
      "real_server blocks on all nodes; one to be left out for a while gets weight 0.",
    example: {
      peer: serverExample("rr", "198.51.100.1"),
      wrong: serverExample("rr", "198.51.100.2"),
      right: serverExample("rr", "198.51.100.1"),
    },
  },
  realServerSettingsDiffer: {
    ...ofCluster,
    code: "HF0943",
    severity: "notice",
    title: "unequal settings of a real server",
    explanation:
      "Weight, limits or forwarding of this real server are others on another node, so the " +
      "load is spread in another way there.",
    example: {
      peer: serverExample("rr", "198.51.100.1", 3),
      wrong: serverExample("rr", "198.51.100.1", 1),
      right: serverExample("rr", "198.51.100.1", 3),
    },
  },
  routerIdsEqual: {
    ...ofCluster,
    code: "HF0948",
    severity: "notice",
    title: "equal router_id",
    explanation:
      "router_id is the name of the node in mails. With equal ones nobody sees which node a " +
      "mail is about. Give each node its own, or none: then it is the host's name.",
    example: {
      peer: "global_defs {\n  router_id LVS_DEVEL\n}\n",
      wrong: "global_defs {\n  router_id LVS_DEVEL\n}\n",
      right: "global_defs {\n  router_id node-b\n}\n",
    },
  },
  dynamicInterfacesDiffer: {
    ...ofCluster,
    code: "HF0949",
    severity: "notice",
    title: "dynamic_interfaces on some nodes only",
    explanation:
      "With dynamic_interfaces an instance waits for an interface that is not there, and " +
      "without it a missing interface is a mistake. Nodes of one cluster usually agree on " +
      "that.",
    example: {
      peer: "global_defs {\n  dynamic_interfaces\n}\n",
      wrong: "global_defs {\n  router_id node-b\n}\n",
      right: "global_defs {\n  dynamic_interfaces\n}\n",
    },
  },
} as const satisfies Readonly<Record<string, Code>>;

function serverExample(scheduler: string, address: string, weight = 1): string {
  return `virtual_server 192.0.2.1 80 {
  lb_algo ${scheduler}
  lb_kind DR
  protocol TCP
  real_server ${address} 80 {
    weight ${weight}
    TCP_CHECK {
      connect_timeout 3
    }
  }
}
`;
}
