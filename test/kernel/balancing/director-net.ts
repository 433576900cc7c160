/**
 * Three network namespaces: a client, in which this process is from then on, a director, and real
 * servers behind it. Needs root.
 */
import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { systemCalls } from "../../../src/kernel/libc.ts";
import { enterNetworkNamespace } from "../../../src/kernel/namespace.ts";
import { onCleanup } from "../../lab/cleanup.ts";

export const virtualAddress = "10.50.0.100";
export const virtualAddress6 = "fd50::100";
export const servers = ["10.60.0.11", "10.60.0.12", "10.60.0.13", "10.60.0.14"] as const;
export const servers6 = ["fd60::11", "fd60::12", "fd60::13"] as const;
export const serverPorts = [8080, 8081] as const;
/** Addresses that the client may speak from. */
export const clientAddress = (index: number): string => `10.50.${1 + (index >> 7)}.${index & 127}`;
export const clients = 256;
export const clientAddress6 = (index: number): string => `fd50::1:${(index + 1).toString(16)}`;
export const clients6 = 64;

export interface DirectorNet {
  readonly director: string;
  /** Runs a command in the director's namespace. */
  onDirector(words: readonly string[], input?: string): string;
  remove(): Promise<void>;
}

const ip = (words: string, input?: string): void => {
  execFileSync("ip", words.split(" "), { stdio: ["pipe", "ignore", "inherit"], input });
};

export async function makeDirectorNet(name: string): Promise<DirectorNet> {
  assert.equal(process.getuid?.(), 0, "network namespaces need root");
  const unique = `hf-${name}-${process.pid}`;
  const [client, director, real] = [`${unique}-c`, `${unique}-d`, `${unique}-r`] as const;
  const removeNamespace = [client, director, real].map((namespace) => {
    ip(`netns add ${namespace}`);
    return onCleanup(() => ip(`netns del ${namespace}`));
  });
  ip(`-n ${client} link add front type veth peer front netns ${director}`);
  ip(`-n ${director} link add back type veth peer back netns ${real}`);
  ip(`-n ${client} -batch -`, clientLines());
  ip(`-n ${director} -batch -`, directorLines());
  ip(`-n ${real} -batch -`, realLines());
  const onDirector = (words: readonly string[], input = ""): string =>
    execFileSync("ip", ["netns", "exec", director, ...words], { encoding: "utf8", input });
  for (const setting of ["ipv4.ip_forward", "ipv6.conf.all.forwarding"]) {
    onDirector(["sysctl", "--quiet", "--write", `net.${setting}=1`]);
  }
  const child = await startServers(real);
  assert.ok(enterNetworkNamespace(systemCalls(), client).ok);
  const remove = async (): Promise<void> => {
    child.stdin?.end();
    if (child.exitCode === null) await once(child, "exit");
    for (const removed of removeNamespace) removed();
  };
  return { director, onDirector, remove };
}

/** A link-local address of its own would have to be checked for duplicates first. */
const up = (interfaceName: string, host: number): readonly string[] => [
  "link set lo up",
  `link set ${interfaceName} addrgenmode none`,
  `address add fe80::${host}/64 dev ${interfaceName} nodad`,
  `link set ${interfaceName} up`,
];
const range = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at);
const text = (lines: readonly string[]): string => `${lines.join("\n")}\n`;

const clientLines = (): string =>
  text([
    ...up("front", 2),
    "address add 10.50.0.2/16 dev front",
    "address add fd50::2/64 dev front nodad",
    ...range(clients).map((index) => `address add ${clientAddress(index)}/16 dev front`),
    ...range(clients6).map((index) => `address add ${clientAddress6(index)}/64 dev front nodad`),
    "route add default via 10.50.0.1 src 10.50.0.2",
    "route add default via fd50::1 src fd50::2",
  ]);

const directorLines = (): string =>
  text([
    ...up("front", 1),
    ...up("back", 1),
    "address add 10.50.0.1/16 dev front",
    `address add ${virtualAddress}/32 dev front`,
    "address add fd50::1/64 dev front nodad",
    `address add ${virtualAddress6}/128 dev front nodad`,
    "address add 10.60.0.1/24 dev back",
    "address add fd60::1/64 dev back nodad",
  ]);

const realLines = (): string =>
  text([
    ...up("back", 2),
    ...servers.map((address) => `address add ${address}/24 dev back`),
    ...servers6.map((address) => `address add ${address}/64 dev back nodad`),
    "route add default via 10.60.0.1",
    "route add default via fd60::1",
  ]);

async function startServers(namespace: string): Promise<ChildProcess> {
  const program = new URL("echo-servers.ts", import.meta.url).pathname;
  const words = [program, ...servers, ...servers6, "--", ...serverPorts.map(String)];
  const child = spawn("ip", ["netns", "exec", namespace, process.execPath, ...words], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const [first] = await Promise.race([
    once(child.stdout, "data", { signal: AbortSignal.timeout(20_000) }),
    once(child, "exit"),
  ]);
  assert.equal(String(first), "ready\n", "the servers did not start");
  return child;
}
