/** What serves while there is no quorum. */
import { loadBalancingCodes } from "../../diagnostics/codes-load-balancing.ts";
import type { SorryServer } from "../../model/load-balancing.ts";
import type { VirtualServerDraft } from "../drafts.ts";
import type { Judgement } from "../judgement.ts";
import { portOfDestination } from "./destination-port.ts";
import { readEndpoint } from "./endpoint.ts";
import { readForwarding } from "./forwarding.ts";
import type { RealServerContext } from "./real-server-context.ts";

export function sorryServerOf(
  draft: VirtualServerDraft,
  context: RealServerContext,
  judgement: Judgement,
): SorryServer | null {
  const given = draft.sorry_server;
  const inhibits = isBehind("sorry_server_inhibit", draft, judgement);
  const hasMethod = isBehind("sorry_server_lvs_method", draft, judgement);
  const [addressWord, portWord] = given?.value ?? [];
  if (addressWord === undefined) return null;
  const skipped = `${judgement.name} therefore runs without a sorry server.`;
  const endpoint = readEndpoint(addressWord, portWord, skipped, judgement);
  if (endpoint === null) return null;
  const words = hasMethod ? draft.sorry_server_lvs_method?.value : undefined;
  const kept = "The sorry server therefore runs with that of its virtual server.";
  const own = words === undefined ? null : readForwarding(words, kept, judgement);
  const forwarding = own ?? context.forwarding;
  return {
    place: addressWord.span,
    address: endpoint.address,
    port: portOfDestination(endpoint, forwarding, context.target, judgement),
    forwarding,
    inhibit: inhibits,
  };
}

/** Whether the keyword is given, behind the sorry server that it is about. */
function isBehind(
  name: "sorry_server_inhibit" | "sorry_server_lvs_method",
  draft: VirtualServerDraft,
  judgement: Judgement,
): boolean {
  const given = draft[name];
  if (given === undefined) return false;
  const sorry = draft.sorry_server;
  if (sorry !== undefined && sorry.order < given.order) return true;
  judgement.report(loadBalancingCodes.sorryServerMissing, given.span, {
    message: `"${name}" stands without a sorry_server above it`,
    help: "write it behind sorry_server",
    consequence: "The line has no effect.",
  });
  return false;
}
