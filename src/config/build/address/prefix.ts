import { familyOf, hostPrefixLength, type Prefix, parseAddress } from "../../../wire/address.ts";

export interface PrefixReading {
  readonly prefix: Prefix;
  /** Text behind the slash that is no prefix length: the host's own length is taken instead. */
  readonly badLength: string | null;
}

/** `ADDR[/LEN]`; null when the address itself cannot be read. */
export function readPrefix(text: string): PrefixReading | null {
  const slash = text.indexOf("/");
  const address = parseAddress(slash === -1 ? text : text.slice(0, slash));
  if (address === null) return null;
  const whole = hostPrefixLength(familyOf(address));
  if (slash === -1) return { prefix: { address, prefixLength: whole }, badLength: null };
  const length = text.slice(slash + 1);
  if (/^\d{1,3}$/.test(length) && Number(length) <= whole) {
    return { prefix: { address, prefixLength: Number(length) }, badLength: null };
  }
  return { prefix: { address, prefixLength: whole }, badLength: length };
}
