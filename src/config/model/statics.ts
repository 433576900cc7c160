import type { AddressLine } from "./address-line.ts";
import type { Route } from "./route.ts";
import type { Rule } from "./rule.ts";

/** What the daemon keeps configured whatever the state of its instances. */
export interface Statics {
  readonly addresses: readonly AddressLine[];
  readonly routes: readonly Route[];
  readonly rules: readonly Rule[];
}
