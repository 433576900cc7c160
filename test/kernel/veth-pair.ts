/** Two network namespaces with one cable between them; needs root. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { openSync } from "node:fs";
import { systemCalls } from "../../src/kernel/libc.ts";
import { enterNetworkNamespace } from "../../src/kernel/namespace.ts";
import type { InterfaceIndex } from "../../src/wire/units.ts";

export interface End {
  readonly namespace: string;
  readonly interfaceName: string;
  readonly interfaceIndex: InterfaceIndex;
  /** Runs `body` with the main thread inside; sockets opened there stay there. */
  inside<Value>(body: () => Value): Value;
  ip(...words: string[]): void;
}

export interface VethPair {
  readonly left: End;
  readonly right: End;
  remove(): void;
}

const sys = systemCalls();
/** Held open: where the process came from. */
const home = `/proc/self/fd/${openSync("/proc/self/ns/net", "r")}`;
const run = (...words: string[]): void => {
  execFileSync("ip", words, { stdio: ["ignore", "ignore", "inherit"] });
};

/** Left has 10.9.0.1/24 and fd09::1/64, right 10.9.0.2/24 and fd09::2/64. */
export function makeVethPair(name: string): VethPair {
  assert.equal(process.getuid?.(), 0, "network namespaces need root");
  const unique = `hf-${name}-${process.pid}`;
  const names = [`${unique}-l`, `${unique}-r`] as const;
  for (const namespace of names) run("netns", "add", namespace);
  const [left, right] = names;
  run("-n", left, "link", "add", "veth0", "type", "veth", "peer", "veth0", "netns", right);
  const remove = () => {
    for (const namespace of names) run("netns", "del", namespace);
  };
  return { left: setUp(left, 1), right: setUp(right, 2), remove };
}

function setUp(namespace: string, host: number): End {
  const ip = (...words: string[]) => run("-n", namespace, ...words);
  ip("link", "set", "lo", "up");
  ip("address", "add", `10.9.0.${host}/24`, "dev", "veth0");
  ip("address", "add", `fd09::${host}/64`, "dev", "veth0", "nodad");
  ip("link", "set", "veth0", "addrgenmode", "none");
  ip("address", "add", `fe80::${host}/64`, "dev", "veth0", "nodad");
  ip("link", "set", "veth0", "up");
  const inside = <Value>(body: () => Value): Value => {
    assert.ok(enterNetworkNamespace(sys, namespace).ok);
    try {
      return body();
    } finally {
      assert.ok(enterNetworkNamespace(sys, home).ok);
    }
  };
  const interfaceIndex = indexOf(namespace, "veth0");
  return { namespace, interfaceName: "veth0", interfaceIndex, inside, ip };
}

function indexOf(namespace: string, interfaceName: string): InterfaceIndex {
  const words = ["-n", namespace, "-json", "link", "show", interfaceName];
  const [link] = JSON.parse(execFileSync("ip", words, { encoding: "utf8" }));
  return link.ifindex as InterfaceIndex;
}
