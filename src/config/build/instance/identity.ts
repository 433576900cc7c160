/** Where an instance lives and how it is known: interface and virtual router ID. */
import type { VirtualRouterId } from "../../../wire/units.ts";
import { instanceCodes } from "../../diagnostics/codes-instance.ts";
import type { Span } from "../../language/tree.ts";
import type { InstanceDraft } from "../drafts.ts";
import type { Judgement } from "../judgement.ts";

const loopback = "lo";

/** The interface's name; empty when there is none, and the instance is disabled then. */
export function interfaceOf(
  draft: InstanceDraft,
  refused: ReadonlySet<string>,
  place: Span,
  judgement: Judgement,
): string {
  const given = draft.interface;
  if (given === undefined && refused.has("interface")) {
    judgement.disableSilently();
    return "";
  }
  if (given === undefined) {
    const unicast = draft.unicast_peer !== undefined;
    const code = unicast ? instanceCodes.interfaceNeeded : instanceCodes.requiredMissing;
    judgement.disable(code, place, {
      message: `${judgement.name} has no interface`,
      help: "add a line such as: interface eth0",
    });
    return "";
  }
  if (given.value === loopback) {
    judgement.disable(instanceCodes.loopback, given.valueSpan, {
      message: `"${loopback}" is the loopback interface`,
      help: "name an interface on which other routers can be heard",
    });
  }
  return given.value;
}

/** 1..255; when there is none, the instance is disabled. */
export function virtualRouterIdOf(
  draft: InstanceDraft,
  refused: ReadonlySet<string>,
  place: Span,
  judgement: Judgement,
): VirtualRouterId {
  const given = draft.virtual_router_id;
  if (given === undefined && refused.has("virtual_router_id")) {
    judgement.disableSilently();
  } else if (given === undefined) {
    judgement.disable(instanceCodes.requiredMissing, place, {
      message: `${judgement.name} has no virtual_router_id`,
      help: "add a line such as: virtual_router_id 51",
    });
  }
  return (given?.value ?? 1) as VirtualRouterId;
}
