/** Which clients a persistent service remembers, out of its two maps. */
import type { ListedSet } from "../../../wire/nftables/listing.ts";

export interface RememberedClient {
  /** After the mask. */
  readonly client: string;
  readonly address: string;
  /** Null where packets keep their port. */
  readonly port: string | null;
  readonly timeoutSeconds: number;
  readonly expiresSeconds: number;
}

export function rememberedClients(
  addresses: ListedSet,
  ports: ListedSet,
): readonly RememberedClient[] {
  const portOf = new Map(ports.elements.map(({ key, value }) => [key, value]));
  return addresses.elements.map(({ key, value, timeoutSeconds, expiresSeconds }) => ({
    client: key,
    address: value ?? "",
    port: portOf.get(key) ?? null,
    timeoutSeconds: timeoutSeconds ?? 0,
    expiresSeconds: expiresSeconds ?? 0,
  }));
}
