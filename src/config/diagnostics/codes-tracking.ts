/** Trackers, and what they follow. */
import type { Code } from "./code.ts";
import {
  counted,
  follow,
  grouped,
  instance,
  onOther,
  script,
  scripted,
  session,
} from "./tracking-examples.ts";

export const trackingCodes = {
  unknownTracker: {
    code: "HF0701",
    severity: "error",
    title: "nothing of that name to follow",
    explanation:
      "What track_script, track_file, track_process and track_bfd name has to be defined " +
      "above: keepalived reads a file once, from top to bottom. Without it the instance " +
      "would not notice the failure, so a reload is refused.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: scripted("", follow("script", "check_wbe")),
      right: scripted("", follow("script", "check_web")),
    },
  },
  unusableTracker: {
    code: "HF0702",
    severity: "error",
    title: "what is followed cannot be used",
    explanation:
      "The block that the line names has a mistake of its own and is left out. Mend that " + "one.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: scripted("", follow("script", "check_web")).replace(/ script .*/, ""),
      right: scripted("", follow("script", "check_web")),
    },
  },
  trackerRepeated: {
    code: "HF0703",
    severity: "warning",
    title: "followed already",
    explanation: "One list names the same thing twice. The first line counts, with its weight.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: instance(follow("interface", "eth1\n    eth1 weight 10")),
      right: instance(follow("interface", "eth1 weight 10")),
    },
  },
  unknownOption: {
    code: "HF0704",
    severity: "warning",
    title: "unknown word",
    explanation:
      "Only weight with its number may stand here, and reverse behind that. One thing " +
      "stands on a line. keepalived leaves out the whole line where weight is not its " +
      "second word; Holdfast leaves out the word.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: instance(follow("interface", "eth1 prio 10")),
      right: instance(follow("interface", "eth1 weight 10")),
    },
  },
  weightMissing: {
    code: "HF0705",
    severity: "warning",
    title: "weight without a number",
    explanation:
      "The line ends behind weight. The thing is followed with the weight of its " + "definition.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: instance(follow("interface", "eth1 weight")),
      right: instance(follow("interface", "eth1 weight 10")),
    },
  },
  ownInterface: {
    code: "HF0706",
    severity: "warning",
    title: "own interface followed",
    explanation:
      "An instance follows its own interface always: it is in fault while that is down. A " +
      "weight would not change it. Write dont_track_primary if the state of the link is not " +
      "to matter.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: instance(follow("interface", "eth0")),
      right: instance(follow("interface", "eth1")),
    },
  },
  weightIgnored: {
    code: "HF0707",
    severity: "warning",
    title: "weight that cannot count",
    explanation:
      "The priority of the address owner is always 255, and members of a sync group would " +
      "want different states if the priority of one of them changed. So an interface or " +
      "file with a weight becomes one whose failure is a fault, or is not followed, and a " +
      "script or BFD session with a weight is not followed. Give it weight 0, follow it in " +
      "the group, or say sync_group_tracking_weight there.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: scripted(`weight 10`, `priority 255\n  ${follow("script", "check_web")}`),
      right: scripted(`weight 0`, `priority 255\n  ${follow("script", "check_web")}`),
    },
  },
  processWeightIgnored: {
    code: "HF0708",
    severity: "warning",
    title: "weight of a process that cannot count",
    explanation:
      "The priority of the address owner is always 255, and members of a sync group would " +
      "want different states if the priority of one of them changed, so the process is not " +
      "followed. keepalived says nothing and lets the member's priority differ. Give it " +
      "weight 0, follow it in the group, or say sync_group_tracking_weight there.",
    exit: 0,
    refusesReload: false,
    example: {
      wrong: counted("weight 10", `priority 255\n  ${follow("process", "web")}`),
      right: counted("weight 0", `priority 255\n  ${follow("process", "web")}`),
    },
  },
  interfaceTrackedTwice: {
    code: "HF0709",
    severity: "warning",
    title: "interface followed by instance and group",
    explanation:
      "The group's line acts on all members. The member's own line only matters where its " +
      "weight is 0: then a failure is a fault. Remove one of the two.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: grouped(follow("interface", "eth2"), follow("interface", "eth2")),
      right: grouped(follow("interface", "eth2"), ""),
    },
  },
  trackedTwice: {
    code: "HF0710",
    severity: "warning",
    title: "followed by instance and group",
    explanation:
      "The group's line acts on all members. The member's own line only matters where its " +
      "weight is 0: then a failure is a fault. Remove one of the two.",
    exit: 0,
    refusesReload: false,
    example: {
      wrong: script + grouped(follow("script", "check_web"), follow("script", "check_web")),
      right: script + grouped(follow("script", "check_web"), ""),
    },
  },
  weightOfOwnersGroup: {
    code: "HF0711",
    severity: "warning",
    title: "weight in the group of an address owner",
    explanation:
      "The group's trackers act on all its members, and the priority of one that owns its " +
      "addresses is always 255. So the weight counts for none of them: a failure is a fault " +
      "of the group.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: grouped(follow("interface", "eth2 weight 10"), `priority 255`),
      right: grouped(follow("interface", "eth2"), `priority 255`),
    },
  },
  incomplete: {
    code: "HF0712",
    severity: "error",
    title: "block lacks what it is about",
    explanation:
      "A vrrp_script needs a script, a track_file a file, a vrrp_track_process a process " +
      "and a bfd_instance a neighbor_ip. Without it the block is left out, and so are the " +
      "lines that name it.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: scripted("", "").replace(/ script .*/, ""),
      right: scripted("", follow("script", "check_web")),
    },
  },
  duplicateDefinition: {
    code: "HF0713",
    severity: "error",
    title: "name given twice",
    explanation: "Two blocks of one kind have the same name. The first one holds.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: script + script + instance(follow("script", "check_web")),
      right: scripted("", follow("script", "check_web")),
    },
  },
  unusedScript: {
    code: "HF0714",
    severity: "notice",
    title: "script that nobody follows",
    explanation:
      "Neither an instance nor a sync group names the vrrp_script in track_script, so it " +
      "does not run.",
    exit: 0,
    refusesReload: false,
    example: {
      wrong: script + instance(""),
      right: scripted("", follow("script", "check_web")),
    },
  },
  quorumImpossible: {
    code: "HF0715",
    severity: "error",
    title: "quorum that cannot be reached",
    explanation:
      "There are to be at least quorum and at most quorum_max processes, and no number is " +
      "both.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: counted("quorum 4\n  quorum_max 2", ""),
      right: counted("quorum 2\n  quorum_max 4", ""),
    },
  },
  nameTooLong: {
    code: "HF0716",
    severity: "error",
    title: "name too long",
    explanation: "The name of a bfd_instance has at most 31 characters.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: session(`uplink_of_the_second_router_in_the_east`, ""),
      right: session(`uplink_of_router_two`, ""),
    },
  },
  bfdFamiliesDiffer: {
    code: "HF0717",
    severity: "error",
    title: "addresses of a session do not match",
    explanation: "A BFD session runs between two addresses of one family.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: session(`uplink`, `source_ip 2001:db8::1`),
      right: session(`uplink`, `source_ip 192.0.2.1`),
    },
  },
  hopsBeyondTtl: {
    code: "HF0718",
    severity: "warning",
    title: "more hops than the TTL allows",
    explanation:
      "max_hops says how much of its TTL a packet may have lost on its way. A packet cannot " +
      "lose more than it had.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: session(`uplink`, `ttl 2\n  max_hops 3`),
      right: session(`uplink`, `ttl 3\n  max_hops 2`),
    },
  },
  duplicateSession: {
    code: "HF0719",
    severity: "error",
    title: "session exists already",
    explanation:
      "Two bfd_instance blocks are about the same pair of addresses. Their packets cannot " +
      "be told apart, so the later one is left out.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: session(`uplink`, "") + session(`other`, ""),
      right: session(`uplink`, ""),
    },
  },
  weightOfInterfaceInUse: {
    code: "HF0744",
    severity: "warning",
    title: "weight of an interface that is needed",
    explanation:
      "An instance that has an address, a route or a rule on an interface is in fault while " +
      "that is down, since what is there is out of reach. A weight in track_interface does not " +
      "count for it.",
    exit: 0,
    refusesReload: false,
    example: {
      wrong: instance(`${onOther("")}\n  ${follow("interface", "eth1 weight 5")}`),
      right: instance(`${onOther("no_track")}\n  ${follow("interface", "eth1 weight 5")}`),
    },
  },
  scriptMissing: {
    code: "HF0741",
    severity: "error",
    title: "followed script not found",
    explanation:
      "The program of a vrrp_script is not on this machine, so nothing can be found out. The " +
      "instances go on as if nobody followed it, until a reload finds the program; so does " +
      "keepalived.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: scripted("", follow("script", "check_web")).replace("/usr/", "/opt/"),
      right: scripted("", follow("script", "check_web")),
    },
  },
  scriptUnsafe: {
    code: "HF0742",
    severity: "error",
    title: "followed script that others may change",
    explanation:
      "With enable_script_security no script runs as root that somebody else could change: " +
      "the file, and every directory on the way to it, has to belong to root and be " +
      "writable by nobody else. Mend the permissions, or let the script run as another " +
      "user; until then it counts as failed.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: scripted("", follow("script", "check_web")).replace("/usr/", "/home/"),
      right: scripted("", follow("script", "check_web")),
    },
  },
  scriptWithoutUser: {
    code: "HF0743",
    severity: "error",
    title: "followed script has nobody to run as",
    explanation:
      "The user of a vrrp_script, or the default one, does not exist, so the script does not " +
      "run. The instances go on as if nobody followed it, until a reload finds the user; so " +
      "does keepalived.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: scripted(`user nobodyatall`, follow("script", "check_web")),
      right: scripted(`user root`, follow("script", "check_web")),
    },
  },
} as const satisfies Readonly<Record<string, Code>>;
