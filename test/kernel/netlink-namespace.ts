/** A network namespace with one veth pair in it, and this process's netlink sockets inside. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { openSync } from "node:fs";
import { systemCalls } from "../../src/kernel/libc.ts";
import { enterNetworkNamespace } from "../../src/kernel/namespace.ts";
import type { NetworkOptions } from "../../src/kernel/netlink/network-table.ts";
import { openRoutedNetwork, type RoutedNetwork } from "../../src/kernel/netlink/routed-network.ts";
import { createPoller } from "../../src/kernel/poller.ts";
import type { NetworkChange } from "../../src/ports/network.ts";

const sys = systemCalls();
const poller = createPoller(sys, (problem) => assert.fail(String(problem)));
/** Held open: where the process came from. */
const home = `/proc/self/fd/${openSync("/proc/self/ns/net", "r")}`;

export interface OpenedNetwork extends RoutedNetwork {
  /** Everything listeners were told so far. */
  readonly changes: NetworkChange[];
  [Symbol.dispose](): void;
}

export interface Namespace {
  readonly name: string;
  /** `ip -n <this namespace> …`; `input` is for `-batch -`. */
  ip(words: string, input?: string): string;
  /** `ip -json -n <this namespace> …`. */
  report<Value>(words: string): Value;
  open(options?: NetworkOptions): OpenedNetwork;
  remove(): void;
}

export interface ReportedAddress {
  readonly local: string;
  readonly address?: string;
  readonly prefixlen: number;
  readonly scope: string;
  readonly label?: string;
  readonly broadcast?: string;
  readonly preferred_life_time: number;
  readonly [flag: string]: unknown;
}

export interface ReportedLink {
  readonly ifindex: number;
  readonly ifname: string;
  readonly mtu: number;
  readonly address: string;
  readonly flags: readonly string[];
  readonly addr_info: readonly ReportedAddress[];
}

/** Interfaces `left` and `right`, both up. */
export function makeNamespace(name: string): Namespace {
  assert.equal(process.getuid?.(), 0, "network namespaces need root");
  const namespace = `hf-${name}-${process.pid}`;
  const run = (words: string[], input = "") =>
    execFileSync("ip", words, { input, encoding: "utf8" });
  run(["netns", "add", namespace]);
  const ip = (words: string, input?: string) => run(["-n", namespace, ...words.split(" ")], input);
  ip("link add left type veth peer right");
  ip("link set left up");
  ip("link set right up");
  const report = <Value>(words: string): Value => JSON.parse(ip(`-json ${words}`)) as Value;
  const open = (options: NetworkOptions = {}): OpenedNetwork => {
    assert.ok(enterNetworkNamespace(sys, namespace).ok);
    const network = openRoutedNetwork(sys, poller, options);
    assert.ok(enterNetworkNamespace(sys, home).ok);
    assert.ok(network.ok, network.ok ? "" : JSON.stringify(network.error));
    const changes: NetworkChange[] = [];
    network.value.table.subscribe((change) => changes.push(change));
    return { ...network.value, changes, [Symbol.dispose]: network.value.close };
  };
  return { name: namespace, ip, report, open, remove: () => run(["netns", "del", namespace]) };
}
