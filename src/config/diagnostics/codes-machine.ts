/** What the machine lacks: found when a configuration is checked where it is to run. */
import type { Code } from "./code.ts";
import { instance, scriptSecurity } from "./example-texts.ts";

export const machineCodes = {
  interfaceMissing: {
    code: "HF0601",
    severity: "warning",
    title: "no such interface",
    explanation:
      "The interface does not exist at the moment. What needs it waits in FAULT until it " +
      "appears; dynamic_interfaces says that this is expected. A reload that names it for the " +
      "first time is refused.",
    exit: 5,
    refusesReload: true,
    example: { wrong: instance().replace("eth0", "eth7"), right: instance() },
  },
  userMissing: {
    code: "HF0602",
    severity: "error",
    title: "no such user",
    explanation: "Scripts cannot run as a user that does not exist.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: `${scriptSecurity.replace("root", "nobody-here")}${instance()}`,
      right: `${scriptSecurity}${instance()}`,
    },
  },
  notifyUserMissing: {
    code: "HF0606",
    severity: "error",
    title: "script has nobody to run as",
    explanation:
      "The command names a user or a group that does not exist, so nobody is told of the change.",
    exit: 0,
    refusesReload: true,
    example: {
      wrong: `${scriptSecurity}${instance('notify_master "/usr/local/bin/promote" nobody-here')}`,
      right: `${scriptSecurity}${instance('notify_master "/usr/local/bin/promote" root')}`,
    },
  },
  scriptMissing: {
    code: "HF0603",
    severity: "warning",
    title: "script not executable",
    explanation:
      "The program does not exist or cannot be executed, so nobody is told of the change of" +
      " state.",
    exit: 0,
    refusesReload: false,
    example: {
      wrong: `${scriptSecurity}${instance("notify_master /opt/promote")}`,
      right: `${scriptSecurity}${instance("notify_master /usr/local/bin/promote")}`,
    },
  },
  scriptsInsecure: {
    code: "HF0604",
    severity: "warning",
    title: "scripts without script security",
    explanation:
      "Scripts run, perhaps as root, and enable_script_security is not given: whoever may " +
      "change one of them becomes root.",
    exit: 6,
    refusesReload: false,
    example: {
      wrong: instance("notify_master /usr/local/bin/promote"),
      right: `${scriptSecurity}${instance("notify_master /usr/local/bin/promote")}`,
    },
  },
  scriptUnsafe: {
    code: "HF0605",
    severity: "error",
    title: "script that others may change",
    explanation:
      "With enable_script_security no script runs as root that somebody else could change: the " +
      "file, and every directory on the way to it, has to belong to root and be writable by " +
      "nobody else. Mend the permissions, or let the script run as another user.",
    exit: 0,
    refusesReload: false,
    example: {
      wrong: `${scriptSecurity}${instance("notify_master /home/ops/promote")}`,
      right: `${scriptSecurity}${instance("notify_master /usr/local/bin/promote")}`,
    },
  },
} as const satisfies Readonly<Record<string, Code>>;
