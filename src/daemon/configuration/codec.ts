/**
 * The completed configuration as text for a child: so that a child that has to be master again within
 * milliseconds neither carries the configuration language nor reads a file. Passwords are in it,
 * in the clear: it is for the socket pair between parent and child, and for nothing else.
 */
import type { Configuration } from "../../config/model/configuration.ts";
import { Secret } from "../../config/model/secret.ts";

/** Opaque to all but this file; never to be logged. */
export type EncodedConfiguration = string & { readonly kind: "encodedConfiguration" };

/** The key that marks a secret; no model has a field of that name. */
const secretKey = "$secret";

/** What the vrrp process is given: it balances nothing, and there may be 36,000 real servers. */
export function encodeForVrrp(configuration: Configuration): EncodedConfiguration {
  const { loadBalancing } = configuration;
  const none = { ...loadBalancing, virtualServers: [], groups: [] };
  return encodeConfiguration({ ...configuration, loadBalancing: none });
}

export function encodeConfiguration(configuration: Configuration): EncodedConfiguration {
  // JSON.stringify masks a secret (its toJSON) before the replacer sees it: `this` has the original.
  function reveal(this: Record<string, unknown>, key: string, value: unknown): unknown {
    const original = this[key];
    return original instanceof Secret ? { [secretKey]: original.reveal() } : value;
  }
  return JSON.stringify(configuration, reveal) as EncodedConfiguration;
}

/** Throws on text that `encodeConfiguration` did not make. */
export function decodeConfiguration(encoded: EncodedConfiguration): Configuration {
  return JSON.parse(encoded, (_key, value: unknown) => {
    if (typeof value !== "object" || value === null || !(secretKey in value)) return value;
    const secret = value[secretKey];
    return typeof secret === "string" ? new Secret(secret) : value;
  }) as Configuration;
}
