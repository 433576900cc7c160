/** Sync groups and track groups: who belongs to them. */
import type { Code } from "./code.ts";
import { follow, grouped, instance, syncGroup } from "./tracking-examples.ts";

export const groupCodes = {
  groupNameMissing: {
    code: "HF0720",
    severity: "error",
    title: "group without a name",
    explanation: "A vrrp_sync_group and a track_group have exactly one name, behind the keyword.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: grouped("", "").replace(" G ", " "),
      right: grouped("", ""),
    },
  },
  emptyList: {
    code: "HF0721",
    severity: "warning",
    title: "empty list of members",
    explanation: "The members stand in the inner block: group { VI_1 VI_2 }.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: syncGroup("") + instance(""),
      right: grouped("", ""),
    },
  },
  noMembers: {
    code: "HF0722",
    severity: "error",
    title: "group without members",
    explanation:
      "None of the instances that the group names exists and runs, so there is no group. " +
      "Its notify scripts and trackers have no effect.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: syncGroup("VI_8") + instance(""),
      right: grouped("", ""),
    },
  },
  oneMember: {
    code: "HF0723",
    severity: "warning",
    title: "group of one instance",
    explanation:
      "A group exists so that two or more instances change state together. With one the " +
      "group's notify scripts and trackers work; it is probably not what was meant.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: syncGroup("VI_1") + instance(""),
      right: grouped("", ""),
    },
  },
  memberUnknown: {
    code: "HF0724",
    severity: "error",
    title: "no such instance",
    explanation:
      "The group names an instance that the file does not have. The others change state " +
      "without it.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: grouped("", "").replace("VI_2", "VI_3"),
      right: grouped("", ""),
    },
  },
  memberTaken: {
    code: "HF0725",
    severity: "error",
    title: "instance is in a group already",
    explanation: "An instance is in one sync group at most, and once. The first one counts.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: syncGroup("VI_1").replace(" G ", " H ") + grouped("", ""),
      right: grouped("", ""),
    },
  },
  memberDisabled: {
    code: "HF0726",
    severity: "warning",
    title: "member that does not run",
    explanation:
      "The instance has a mistake of its own and is disabled. The others of its group " +
      "change state without it: mend it before its part of the service is needed.",
    exit: 0,
    refusesReload: false,
    example: {
      wrong: grouped("", "").replace("virtual_router_id 51", ""),
      right: grouped("", ""),
    },
  },
  listRepeated: {
    code: "HF0727",
    severity: "error",
    title: "second list of members",
    explanation: "A group has one inner group block. The first one counts.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: grouped("group {\n    VI_2\n  }", ""),
      right: grouped("", ""),
    },
  },
  globalTracking: {
    code: "HF0728",
    severity: "warning",
    title: "global_tracking is obsolete",
    explanation:
      "It made the members share their trackers. Write the trackers into the group: " +
      "track_interface, track_script and so on.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: grouped(`global_tracking`, ""),
      right: grouped(follow("interface", "eth2"), ""),
    },
  },
  ownersMixed: {
    code: "HF0729",
    severity: "notice",
    title: "address owners and others in one group",
    explanation:
      "A member with priority 255 owns its addresses and would be master at once; in a " +
      "group it waits until all members may. So the owner starts as backup.",
    exit: 0,
    refusesReload: false,
    example: {
      wrong: grouped("", `priority 255`),
      right: grouped("", ""),
    },
  },
  followerUnknown: {
    code: "HF0730",
    severity: "warning",
    title: "track_group names no such instance",
    explanation:
      "The instances of a track_group are in fault while a static address, route or rule " +
      "that names the group is missing. One that the file does not have is skipped.",
    exit: 0,
    refusesReload: false,
    example: {
      wrong: syncGroup("VI_8").replace("vrrp_sync", "track") + instance(""),
      right: syncGroup("VI_1").replace("vrrp_sync", "track") + instance(""),
    },
  },
} as const satisfies Readonly<Record<string, Code>>;
