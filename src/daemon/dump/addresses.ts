/** Addresses as the dumps list them. */
import { type AddressLine, lifetimeForever } from "../../config/model/address-line.ts";
import { familyOf, hostPrefixLength, type Prefix } from "../../wire/address.ts";

/** rt_scopes: the names of iproute2. */
const scopeNames: Readonly<Record<number, string>> = {
  0: "global",
  200: "site",
  253: "link",
  254: "host",
  255: "nowhere",
};

/** `10.0.0.1/24 dev eth0 scope global label eth0:1 set`; `set` while the address is held. */
export function addressText(line: AddressLine, held: boolean): string {
  const words = [prefixText(line)];
  if (line.peer !== null) words.push(`peer ${prefixText(line.peer)}`);
  if (line.broadcast !== null) words.push(`brd ${line.broadcast}`);
  words.push(`dev ${line.interface}`, `scope ${scopeNames[line.scope] ?? line.scope}`);
  if (line.label !== null) words.push(`label ${line.label}`);
  words.push(...lifetimeWords(line));
  if (line.noPrefixRoute) words.push("noprefixroute");
  if (!line.tracked) words.push("no_track");
  if (held) words.push("set");
  return words.join(" ");
}

/** One of IPv6 is always said; none left is `deprecated`. */
function lifetimeWords({ address, preferredLifetimeSeconds }: AddressLine): readonly string[] {
  const isIpv6 = familyOf(address) === "ipv6";
  const lifetime = preferredLifetimeSeconds ?? (isIpv6 ? lifetimeForever : null);
  if (lifetime === null) return [];
  if (lifetime === 0) return ["deprecated"];
  return [`preferred_lft ${lifetime === lifetimeForever ? "forever" : lifetime}`];
}

/** A host address is shown without its length. */
export function prefixText({ address, prefixLength }: Prefix): string {
  const whole = prefixLength === hostPrefixLength(familyOf(address));
  return whole ? address : `${address}/${prefixLength}`;
}
