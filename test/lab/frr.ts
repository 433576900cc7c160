/**
 * FRR's vrrpd as a router of the laboratory, with the zebra it needs.
 *
 * FRR wants a macvlan link with the virtual MAC address for each virtual router and family; the
 * link carries the address all the time and is switched on and off by `protodown`.
 */
import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { mustRun } from "./command.ts";
import { batch, type Lab, type Router } from "./lab.ts";
import { cutLink } from "./link.ts";
import type { WatchedProcess } from "./processes.ts";
import { waitFor } from "./wait.ts";

export interface FrrNode {
  readonly router: Router;
  readonly zebra: WatchedProcess;
  readonly vrrpd: WatchedProcess;
  /** The planned stop of vrrpd. */
  stop(): Promise<void>;
  /** Both die at once and the cable goes dead. */
  crashMachine(): Promise<void>;
}

export interface FrrOptions {
  readonly virtualRouterId: number;
  readonly priority: number;
  /** A multiple of ten. */
  readonly advertIntervalMillis: number;
  /** With prefix length; for IPv6 a link-local one comes first. */
  readonly addresses: readonly string[];
}

const programs = "/usr/lib/frr";

/** Starts zebra and vrrpd for one VRRPv3 virtual router in one family. */
export async function startFrr(lab: Lab, router: Router, options: FrrOptions): Promise<FrrNode> {
  const directory = join(lab.directory, `frr-${router.name}`);
  mkdirSync(directory, { recursive: true });
  chmodSync(lab.directory, 0o711);
  const isIpv6 = options.addresses[0]?.includes(":") === true;
  addVirtualLink(router, options, isIpv6);
  writeFileSync(join(directory, "zebra.conf"), "log stdout debugging\n");
  writeFileSync(join(directory, "vrrpd.conf"), configurationOf(options, isIpv6));
  mustRun(["chown", "-R", "frr:frr", directory]);
  const common = (name: string) => [
    ...[join(programs, name), "-u", "frr", "-g", "frr", "-A", "127.0.0.1", "-P", "0"],
    ...["-f", join(directory, `${name}.conf`), "-i", join(directory, `${name}.pid`)],
    ...["-z", join(directory, "zserv.api"), "--vty_socket", directory, "--log", "stdout"],
  ];
  const zebra = lab.start(router.namespace, common("zebra"));
  await waitFor(
    "zebra's socket",
    { limitMillis: 8_000 },
    () => existsSync(join(directory, "zserv.api")),
    () => zebra.lines.map((line) => line.text).join("\n"),
  );
  const vrrpd = lab.start(router.namespace, common("vrrpd"));
  return {
    router,
    zebra,
    vrrpd,
    stop: () => vrrpd.stop("SIGTERM", 5_000),
    crashMachine: async () => {
      vrrpd.killTree();
      zebra.killTree();
      cutLink(lab, router);
      await Promise.all([vrrpd.exited, zebra.exited]);
    },
  };
}

function addVirtualLink(router: Router, options: FrrOptions, isIpv6: boolean): void {
  const family = isIpv6 ? 6 : 4;
  const name = `vrrp${family}-${options.virtualRouterId}`;
  const id = options.virtualRouterId.toString(16).padStart(2, "0");
  const hardwareAddress = `00:00:5e:00:0${isIpv6 ? 2 : 1}:${id}`;
  batch(router.namespace, [
    `link add ${name} link eth0 address ${hardwareAddress} type macvlan mode bridge`,
    `link set dev ${name} addrgenmode ${isIpv6 ? "none" : "eui64"}`,
    ...options.addresses.map((address) => `address add ${address} dev ${name} nodad`),
    `link set dev ${name} up`,
  ]);
}

function configurationOf(options: FrrOptions, isIpv6: boolean): string {
  const vrrp = `vrrp ${options.virtualRouterId}`;
  const family = isIpv6 ? "ipv6" : "ip";
  return [
    "log stdout debugging",
    "debug vrrp protocol",
    "interface eth0",
    ` ${vrrp} version 3`,
    ` ${vrrp} priority ${options.priority}`,
    ` ${vrrp} advertisement-interval ${options.advertIntervalMillis}`,
    ...options.addresses.map((address) => ` ${vrrp} ${family} ${address.split("/")[0]}`),
    "",
  ].join("\n");
}
