/** An instance of one node, and the virtual router that it and others of its kind make up. */
import { type Family, familyOf, isLinkLocal } from "../../wire/address.ts";
import type { Span, Statement } from "../language/tree.ts";
import type { AddressLine } from "../model/address-line.ts";
import { addressLinesOf, type VrrpInstance } from "../model/vrrp-instance.ts";
import { globalStatements, statementOf, statementsOfBlock, valuePlace } from "./keyword-places.ts";
import { type ClusterNode, placeIn } from "./node.ts";

export interface Router {
  readonly node: ClusterNode;
  readonly instance: VrrpInstance;
}

/** The instances that back each other up: at most one of each node, in the order of the nodes. */
export interface VirtualRouter {
  readonly routers: readonly [Router, ...Router[]];
}

/** "VI_1 of node-a.conf". */
export const nameOf = ({ node, instance }: Router): string => `${instance.name} of ${node.name}`;

/** "IPv4 virtual router 51". */
export const numberOf = ({ family, virtualRouterId }: VrrpInstance): string =>
  `${familyName(family)} virtual router ${virtualRouterId}`;

export const familyName = (family: Family): string => (family === "ipv4" ? "IPv4" : "IPv6");

/** All addresses that move with it, advertised or not. */
export const addressesOf = ({ instance }: Router): readonly AddressLine[] =>
  addressLinesOf(instance);

/** Link-local addresses are the link's own: the same one on another link is another one. */
export const addressKey = ({ address, interface: link }: AddressLine): string =>
  familyOf(address) === "ipv6" && isLinkLocal(address) ? `${address}%${link}` : address;

export const placeOfInstance = ({ node, instance }: Router): Span => placeIn(node, instance.place);

export const ownStatement = ({ node, instance }: Router, keyword: string): Statement | undefined =>
  statementOf(statementsOfBlock(node, instance.place), keyword);

/**
 * Where its value of `keyword` comes from: its own line, else the line of `global_defs` that gives
 * the default, else nothing but the instance itself.
 */
export function keywordPlace(router: Router, keyword: string, globalKeyword?: string): Span {
  const own = ownStatement(router, keyword);
  if (own !== undefined) return valuePlace(router.node, own);
  const global =
    globalKeyword === undefined
      ? undefined
      : statementOf(globalStatements(router.node), globalKeyword);
  return global === undefined ? placeOfInstance(router) : valuePlace(router.node, global);
}
