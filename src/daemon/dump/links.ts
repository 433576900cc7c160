/** The interfaces in `keepalived.data`. */
import { familyOf } from "../../wire/address.ts";
import { entry, heading, labelled } from "./labels.ts";
import type { LinkDump } from "./snapshot.ts";

export function linkLines(links: readonly LinkDump[]): string[] {
  return [heading("Interfaces"), ...links.flatMap(oneLink)];
}

function oneLink({ link, addresses }: LinkDump): string[] {
  const of = (family: "ipv4" | "ipv6") =>
    addresses.find(({ address }) => familyOf(address) === family)?.address ?? "(none)";
  const hardware = [...link.hardwareAddress].map((byte) => byte.toString(16).padStart(2, "0"));
  const state = [
    link.up ? "UP, RUNNING" : "not UP or not RUNNING",
    ...(link.loopback ? ["loopback"] : []),
    ...(link.noArp ? ["no ARP"] : []),
    ...(link.multicast ? [] : ["no multicast"]),
  ];
  return [
    labelled(1, "Name", link.name),
    labelled(3, "index", link.index),
    labelled(3, "IPv4 address", of("ipv4")),
    labelled(3, "IPv6 address", of("ipv6")),
    ...(hardware.length === 0 ? [] : [labelled(3, "MAC", hardware.join(":"))]),
    labelled(3, "State", state.join(", ")),
    labelled(3, "MTU", link.mtuBytes),
    entry(3, `HW Type = ${link.loopback ? "LOOPBACK" : "ETHERNET"}`),
  ];
}
