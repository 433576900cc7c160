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

/** `10.0.0.1 8080 weight 3`. */
export const destinationWords = ({ address, port, weight }: DestinationRow): string =>
  `${address} ${port} weight ${weight}`;

/** NFTNL_UDATA_COMMENT_MAXLEN, less its terminator. */
const longestComment = 127;

/** `to 10.0.0.1 8080 weight 3, 10.0.0.2 8080 weight 1`: as few comments as hold all rows. */
export function destinationComments(rows: Iterable<DestinationRow>): readonly string[] {
  const comments: string[] = [];
  let comment = "";
  for (const row of rows) {
    const words = destinationWords(row);
    const longer = comment === "" ? `to ${words}` : `${comment}, ${words}`;
    if (longer.length <= longestComment) {
      comment = longer;
      continue;
    }
    comments.push(comment);
    comment = `to ${words}`;
  }
  return comment === "" ? comments : [...comments, comment];
}

const destinationPattern = /^(\S+) (\d{1,5}) weight (\d{1,5})$/;

/** Null where the comment is none of destinations. */
export function readDestinationComment(comment: string): readonly DestinationRow[] | null {
  if (!comment.startsWith("to ")) return null;
  const rows: DestinationRow[] = [];
  for (const words of comment.slice(3).split(", ")) {
    const match = destinationPattern.exec(words);
    const address = match === null ? null : parseAddress(match[1] ?? "");
    if (match === null || address === null) return null;
    rows.push(destinationRow(address, Number(match[2]), Number(match[3])));
  }
  return rows;
}

const destinationRow = (address: IpAddress, port: number, weight: number): DestinationRow => ({
  address,
  port,
  weight,
  forwarding: { method: "nat" },
  upperThreshold: 0,
  lowerThreshold: 0,
});
