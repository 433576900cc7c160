/** Answers `why` and `instance`: questions and orders about one instance, for the vrrp process. */
import { failure, type Result, success } from "../../wire/result.ts";
import { type Micros, seconds } from "../../wire/units.ts";
import type { OperatorOrder } from "../protocol/questions.ts";
import type { ControlHandler } from "./handler.ts";
import type { ControlRequest } from "./messages.ts";
import type { ControlTarget } from "./target.ts";

/** The longest hand-over: `advert_int 255`, and the skew of priority 1. */
const longestSeconds = 600;

/** Parameter: `instance`. */
export function whyHandler(supervisor: ControlTarget): ControlHandler {
  return async ({ instance }) => {
    const problem = notRunning(supervisor);
    if (problem !== null) return failure(problem);
    if (typeof instance !== "string") return failure("`instance` has to be a name");
    return supervisor.ask("vrrp", { kind: "why", instance });
  };
}

/** Parameters: `order`, as OperatorOrder has it, and `limitSeconds` for a switch-over. */
export function instanceHandler(supervisor: ControlTarget): ControlHandler {
  return async (request) => {
    const problem = notRunning(supervisor);
    if (problem !== null) return failure(problem);
    const order = readOrder(request.order);
    if (!order.ok) return order;
    const limit = readLimit(request);
    return supervisor.ask("vrrp", { kind: "operator", order: order.value }, limit);
  };
}

function notRunning(supervisor: ControlTarget): string | null {
  const standing = supervisor.standing("vrrp");
  if (standing === null) return "The configuration has no VRRP instance.";
  return standing.kind === "dead" ? "The VRRP process is not running; see: holdfast status." : null;
}

function readLimit({ limitSeconds }: ControlRequest): Micros {
  const isUsable = typeof limitSeconds === "number" && limitSeconds > 0;
  return seconds(isUsable ? Math.min(limitSeconds, longestSeconds) : 1);
}

function readOrder(value: unknown): Result<OperatorOrder, string> {
  const order = (typeof value === "object" && value !== null ? value : {}) as Partial<
    Record<string, unknown>
  >;
  const { instance, kind, priority, on, back } = order;
  if (typeof instance !== "string") return failure("An order names an instance");
  if (kind === "priority" && (priority === null || typeof priority === "number"))
    return success({ instance, kind, priority });
  if (kind === "fault" && typeof on === "boolean") return success({ instance, kind, on });
  if (kind === "switchover" && typeof back === "boolean") return success({ instance, kind, back });
  return failure("An order is of kind priority, fault or switchover");
}
