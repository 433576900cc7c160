/** The kernel's routes and policy rules: what is there on our behalf, and how to change it. */
import type { Route } from "../config/model/route.ts";
import type { Rule } from "../config/model/rule.ts";
import type { RoutingChange } from "../core/reconcile/routing.ts";
import type { Result } from "../wire/result.ts";
import type { KernelError } from "./network.ts";

export type RoutingOperation = RoutingChange;

/** Routes and rules of protocol 18, kept current by the kernel's notifications. */
export interface RoutingTable {
  holdsRoute(route: Route): boolean;
  holdsRule(rule: Rule): boolean;
  /**
   * Carries out all operations in order; one result for each. What is already there, or already
   * gone, is a success.
   */
  apply(operations: readonly RoutingOperation[]): readonly Result<null, KernelError>[];
  /** Something of ours may have gone: removed by somebody, or with a link. */
  subscribe(listener: () => void): void;
}
