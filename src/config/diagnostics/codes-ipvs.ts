/** Load balancing: IPVS as a whole, and its sync daemon. */
import type { Code } from "./code.ts";

export const ipvsCodes = {
  optionUnknown: {
    code: "HF0829",
    severity: "error",
    title: "unknown option",
    explanation:
      "The keyword takes a few options by name, each with a value behind it. What is not among " +
      "them is skipped.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: "global_defs {\n  lvs_timeouts tpc 60 udp 30\n}\n",
      right: "global_defs {\n  lvs_timeouts tcp 60 udp 30\n}\n",
    },
  },
  syncIdUnnamed: {
    code: "HF0830",
    severity: "warning",
    title: "sync id without its name",
    explanation:
      "Older files give the id of the sync daemon behind the instance. It is understood, and " +
      "written with id before it now.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: "global_defs {\n  lvs_sync_daemon eth0 VI_1 51\n}\n",
      right: "global_defs {\n  lvs_sync_daemon eth0\n}\n",
    },
  },
  syncInstanceUnknown: {
    code: "HF0831",
    severity: "warning",
    title: "sync daemon of an unknown instance",
    explanation:
      "The sync daemon sends connections while its vrrp_instance is master and takes them while " +
      "it is backup. Without that instance it does neither.",
    exit: 0,
    refusesReload: false,
    example: {
      wrong: "global_defs {\n  lvs_sync_daemon eth0 inst VI_1\n}\n",
      right: "global_defs {\n  lvs_sync_daemon eth0\n}\n",
    },
  },
} as const satisfies Readonly<Record<string, Code>>;
