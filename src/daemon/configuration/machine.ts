/** This machine, as the configuration is held against it. Looked at once for each check. */
import { readFileSync } from "node:fs";
import { hostname, networkInterfaces } from "node:os";
import { join } from "node:path";
import ipaddr from "ipaddr.js";
import type { Machine } from "../../config/build/machine.ts";
import { createPatterns } from "../../kernel/pcre2/patterns.ts";
import { readSetting } from "../../kernel/sysctl.ts";
import type { IpAddress } from "../../wire/address.ts";
import { systemIdentities } from "../runner/identity.ts";
import { canResolve } from "./host-names.ts";
import { pathPartsOf } from "./path-parts.ts";
import { programPath } from "./program-path.ts";
import { systemRoutingName } from "./routing-names.ts";

/** Its library is looked for with the first pattern. */
const patterns = createPatterns();

export function thisMachine(): Machine {
  const interfaces = interfaceNames();
  return {
    hostName: hostname(),
    mtuOf: (name) => (interfaces.has(name) ? mtuOf(name) : null),
    routingName: systemRoutingName,
    interfaceExists: (name) => interfaces.has(name),
    interfaceNames: () => [...interfaces],
    userExists: (name, group) => systemIdentities.find(name, group).ok,
    canResolve,
    isExecutable,
    identityOf: (user, group) => {
      const identity = systemIdentities.find(user, group);
      if (!identity.ok) return null;
      const { uid, gid } = identity.value;
      return uid === undefined || gid === undefined ? null : { uid, gid };
    },
    isRoot: (user) => {
      const identity = systemIdentities.find(user, null);
      return identity.ok && (identity.value.uid ?? 0) === 0;
    },
    setting: readSetting,
    patternProblem: (pattern) => {
      const compiled = patterns.compile(pattern);
      return compiled.ok ? null : compiled.error;
    },
    linkTowards: linkTowards(),
    pathParts: (program) => pathPartsOf(program.includes("/") ? program : programPath(program)),
  };
}

/** Of this process's own network namespace, which /sys may not show. */
function interfaceNames(): ReadonlySet<string> {
  const table = readText("/proc/self/net/dev") ?? "";
  return new Set(
    table
      .split("\n")
      .slice(2)
      .map((line) => line.slice(0, line.lastIndexOf(":")).trim())
      .filter((name) => name !== ""),
  );
}

/** By the networks that this machine's addresses are in; looked up once something asks. */
function linkTowards(): (address: IpAddress) => string | null {
  let networks: readonly { readonly name: string; readonly network: Network }[] | null = null;
  return (address) => {
    networks ??= ownNetworks();
    const parsed = ipaddr.parse(address);
    const found = networks.find(
      ({ network }) => network[0].kind() === parsed.kind() && parsed.match(network),
    );
    return found?.name ?? null;
  };
}

type Network = ReturnType<typeof ipaddr.parseCIDR>;

const ownNetworks = () =>
  Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
    addresses.flatMap(({ cidr }) =>
      cidr === null ? [] : { name, network: ipaddr.parseCIDR(cidr) },
    ),
  );

function mtuOf(name: string): number | null {
  const text = readText(join("/sys/class/net", name, "mtu"));
  return text === null ? null : Number(text);
}

const isExecutable = (program: string): boolean => programPath(program) !== null;

function readText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
