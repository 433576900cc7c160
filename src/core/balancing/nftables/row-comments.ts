/**
 * Rows as comments of rules, of at most 127 bytes: what rules do not show. A restarted process reads
 * its table from them, and so does an operator.
 */
import type { ClientMask, Persistence } from "../../../config/model/load-balancing.ts";
import { type IpAddress, parseAddress } from "../../../wire/address.ts";
import type { DestinationRow, ServiceFlags, ServiceIdentity, ServiceRow } from "../table.ts";

/** `service wrr flag2 persistent 50 255.255.255.0`; the identity is the chain's. */
export function serviceComment({ scheduler, flags, persistence }: ServiceRow): string {
  const words = ["service", scheduler];
  for (const flag of ["flag1", "flag2", "flag3"] as const) if (flags[flag]) words.push(flag);
  if (persistence !== null) {
    words.push("persistent", `${persistence.timeoutSeconds}`, maskWord(persistence.mask));
  }
  return words.join(" ");
}

const maskWord = (mask: ClientMask | null): string => {
  if (mask === null) return "each";
  return mask.family === "ipv4" ? mask.netmask : `/${mask.prefixLength}`;
};

const servicePattern =
  /^service (\w+)((?: flag[123])*)(?: persistent (\d{1,9}) (each|[\d.]+|\/\d{1,3}))?$/;

/** Null where the comment is none of a service. */
export function readServiceComment(identity: ServiceIdentity, comment: string): ServiceRow | null {
  const match = servicePattern.exec(comment);
  if (match === null) return null;
  const [, scheduler = "", flagWords = "", timeout, mask] = match;
  const persistence = timeout === undefined ? null : readPersistence(Number(timeout), mask ?? "");
  if (persistence === "wrong") return null;
  const flags: ServiceFlags = {
    onePacket: false,
    flag1: flagWords.includes("flag1"),
    flag2: flagWords.includes("flag2"),
    flag3: flagWords.includes("flag3"),
  };
  return { identity, scheduler, flags, persistence };
}

function readPersistence(timeoutSeconds: number, word: string): Persistence | "wrong" {
  if (word === "each") return { timeoutSeconds, mask: null, engine: null };
  if (word.startsWith("/")) {
    const mask: ClientMask = { family: "ipv6", prefixLength: Number(word.slice(1)) };
    return { timeoutSeconds, mask, engine: null };
  }
  const netmask = parseAddress(word);
  if (netmask === null) return "wrong";
  return { timeoutSeconds, mask: { family: "ipv4", netmask }, engine: null };
}

/** `to 10.0.0.1 8080 weight 3`. */
export const destinationComment = ({ address, port, weight }: DestinationRow): string =>
  `to ${address} ${port} weight ${weight}`;

const destinationPattern = /^to (\S+) (\d{1,5}) weight (\d{1,5})$/;

/** Null where the comment is none of a destination. */
export function readDestinationComment(comment: string): DestinationRow | null {
  const match = destinationPattern.exec(comment);
  const address = match === null ? null : parseAddress(match[1] ?? "");
  return match === null || address === null
    ? null
    : destinationRow(address, Number(match[2]), Number(match[3]));
}

const destinationRow = (address: IpAddress, port: number, weight: number): DestinationRow => ({
  address,
  port,
  weight,
  forwarding: { method: "nat" },
  upperThreshold: 0,
  lowerThreshold: 0,
});
