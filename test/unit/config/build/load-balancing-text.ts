/** Virtual servers as text, and what became of them. */
import type {
  LoadBalancing,
  RealServer,
  VirtualServer,
} from "../../../../src/config/model/load-balancing.ts";
import { check, rendered, said } from "./building.ts";

export const realServerText = (lines = "", address = "192.0.2.10 80"): string =>
  `real_server ${address} {\n${lines}\n}`;

const essentials = { protocol: "TCP", lb_algo: "wlc", lb_kind: "NAT" };
type Essentials = { readonly [Name in keyof typeof essentials]?: string | null };

/** A sound virtual server but for `lines`; an essential that is null is left out. */
export function serviceText(
  lines: string,
  heading = "192.0.2.1 80",
  changed: Essentials = {},
): string {
  const given = Object.entries({ ...essentials, ...changed })
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `  ${name} ${value}`);
  return `virtual_server ${heading} {\n${given.join("\n")}\n  ${lines}\n}\n`;
}

export const balancingOf = (text: string): LoadBalancing => check(text).configuration.loadBalancing;

/** The only virtual server of that file; an assertion that there is one. */
export function virtualServerOf(text: string): VirtualServer {
  const checked = check(text);
  const [server, ...others] = checked.configuration.loadBalancing.virtualServers;
  if (server === undefined || others.length > 0) {
    throw new Error(`not one virtual server:\n${text}\n${rendered(checked)}`);
  }
  return server;
}

/** One with a real server that says nothing, and `lines` before it. */
export const virtualServerWith = (lines: string): VirtualServer =>
  virtualServerOf(serviceText(`${lines}\n  ${realServerText()}`));
export const saidOfVirtualServer = (lines: string): string[] =>
  said(check(serviceText(`${lines}\n  ${realServerText()}`)));

export function realServerWith(lines: string, before = ""): RealServer {
  const [server] = virtualServerOf(
    serviceText(`${before}\n  ${realServerText(lines)}`),
  ).realServers;
  if (server === undefined) throw new Error("no real server");
  return server;
}
export const saidOfRealServer = (lines: string): string[] =>
  said(check(serviceText(realServerText(lines))));
