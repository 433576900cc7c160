import type { Family, Prefix } from "../../wire/address.ts";
import type { Span } from "../language/tree.ts";
import type { Realms } from "./route.ts";

/** One line of `virtual_rules` or `static_rules`, completed: a policy rule as in ip-rule(8). */
export interface Rule {
  readonly place: Span;
  readonly family: Family;
  /** 0..2^32-1, given or assigned. */
  readonly preference: number;
  readonly inverted: boolean;
  /** Null matches any. */
  readonly source: Prefix | null;
  readonly destination: Prefix | null;
  readonly typeOfService: number;
  readonly mark: { readonly value: number; readonly mask: number } | null;
  readonly inputInterface: RuleInterface | null;
  readonly outputInterface: RuleInterface | null;
  /** Decimal text of 64 bits. */
  readonly tunnelId: string | null;
  readonly userIds: NumberRange | null;
  /** IPPROTO_* number. */
  readonly transport: number | null;
  readonly sourcePorts: NumberRange | null;
  readonly destinationPorts: NumberRange | null;
  readonly protocol: number;
  readonly realms: Realms | null;
  readonly action: RuleAction;
  readonly tracked: boolean;
  /** Of a static rule: the group whose instances follow it. */
  readonly trackGroup: string | null;
}

export interface RuleInterface {
  readonly name: string;
  readonly place: Span;
}

export interface NumberRange {
  readonly first: number;
  readonly last: number;
}

export type RuleAction =
  | {
      readonly kind: "table";
      readonly table: number;
      /** Routes with so short a prefix, or shorter, are passed over. */
      readonly suppressPrefixLength: number | null;
      readonly suppressInterfaceGroup: number | null;
    }
  /** The table of the VRF that the packet belongs to. */
  | { readonly kind: "l3mdev" }
  | { readonly kind: "goto"; readonly preference: number }
  | { readonly kind: "nop" | "blackhole" | "unreachable" | "prohibit" };
