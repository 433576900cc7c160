/** Builds the checks of one real server, and shows what was said about them. */
import type { Checker } from "../../../../src/config/model/checker.ts";
import { check, machine, said } from "./building.ts";

const above = `track_file load {
  file /run/load
  weight 7 reverse
}
bfd_instance router {
  neighbor_ip 192.0.2.10
}
bfd_instance private {
  neighbor_ip 192.0.2.11
  vrrp
}
`;

/** `server` is what else the real server says, `virtual` its virtual server. */
export const checkText = (block: string, server = "", virtual = ""): string =>
  `${above}virtual_server 192.0.2.1 80 {
  delay_loop 6
  lb_algo rr
  lb_kind NAT
  protocol TCP
  ${virtual}
  real_server 192.0.2.10 8080 {
    ${server}
    ${block}
  }
}
`;

export const checkersOf = (text: string): readonly Checker[] =>
  check(text).configuration.loadBalancing.virtualServers[0]?.realServers[0]?.checkers ?? [];

/** The checks that `block` makes, with what the servers around it say. */
export const checkersIn = (block: string, server = "", virtual = ""): readonly Checker[] =>
  checkersOf(checkText(block, server, virtual));

/** A block of that kind, one line a line. */
export const blockOf = (kind: string, ...lines: string[]): string =>
  `${kind} {\n${lines.join("\n")}\n}`;

/** Codes with the text they point at; what is not acted on yet aside. */
export const saidOf = (text: string, host = machine): string[] =>
  said(check(text, host)).filter((each) => !each.startsWith("HF0102"));

export const saidOfCheck = (block: string): string[] => saidOf(checkText(block));
