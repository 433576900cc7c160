/** Whether names of hosts can be looked up here at all: nothing is asked of the network. */
import { readFileSync } from "node:fs";

/** In the table of hosts, or there is a name server to ask (hosts(5), resolv.conf(5)). */
export const canResolve = (hostName: string): boolean =>
  isInTable(read("/etc/hosts"), hostName) || /^\s*nameserver\s+\S/m.test(read("/etc/resolv.conf"));

function isInTable(hosts: string, hostName: string): boolean {
  const wanted = hostName.toLowerCase();
  return hosts.split("\n").some((line) => {
    const [, ...names] = line.replace(/#.*/, "").trim().toLowerCase().split(/\s+/);
    return names.includes(wanted);
  });
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
