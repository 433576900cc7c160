/** The real servers and the sorry server of one virtual server. */
import type { Family } from "../../../wire/address.ts";
import { loadBalancingCodes } from "../../diagnostics/codes-load-balancing.ts";
import type { Block, Span, Statement } from "../../language/tree.ts";
import type { Forwarding, RealServer, SorryServer } from "../../model/load-balancing.ts";
import type { CheckTargets } from "../checks/checker-context.ts";
import type { VirtualServerDraft } from "../drafts.ts";
import type { Judgement } from "../judgement.ts";
import type { FamiliarBlocks } from "../reading/familiar-blocks.ts";
import type { AlertDefaults } from "./alert-defaults.ts";
import { DistinctServers } from "./distinct-servers.ts";
import { nat, readForwarding } from "./forwarding.ts";
import type { Groups } from "./groups.ts";
import { completeRealServer } from "./real-server.ts";
import { checkerDefaultsOf, type RealServerContext } from "./real-server-context.ts";
import { defaultInWords, type ServerDefaults } from "./real-server-defaults.ts";
import { later } from "./scheduling.ts";
import { familiesOfTarget, isReachable, reportUnreachable, type Target } from "./service.ts";
import { sorryServerOf } from "./sorry-server.ts";

export interface VirtualServerContext {
  readonly groups: Groups;
  readonly alerts: AlertDefaults;
  readonly logAllFailures: boolean;
  readonly targets: CheckTargets;
  readonly familiar: FamiliarBlocks;
}

/** A block that was read. */
export interface Reading {
  readonly draft: VirtualServerDraft;
  readonly refused: ReadonlySet<string>;
  readonly statement: Statement;
  readonly title: string;
}

export interface Servers {
  readonly realServers: readonly RealServer[];
  readonly sorryServer: SorryServer | null;
  /** What servers without a tunnel may be. */
  readonly families: ReadonlySet<Family>;
}

const defaultWeight = 1;

/** Those that packets of the service can reach; without any the virtual server cannot run. */
export function serversOf(
  reading: Reading,
  target: Target,
  context: VirtualServerContext,
  judgement: Judgement,
): Servers {
  const { draft, statement } = reading;
  const inherited = inheritedBy(reading, target, context, judgement);
  const candidates = realServersOf(draft, inherited, judgement);
  const sorryServer = sorryServerOf(draft, inherited, judgement);
  const families = familiesOfTarget(target, draft, candidates);
  const lost = candidates.filter((server) => !isReachable(server, families));
  for (const each of lost) reportUnreachable(each, target, blockOf(each, draft), judgement);
  const isLost = sorryServer !== null && !isReachable(sorryServer, families);
  if (isLost) reportUnreachable(sorryServer, target, statement.block, judgement);
  const realServers = candidates.filter((server) => isReachable(server, families));
  if (realServers.length === 0) refuseWithout(lost.length, target, placeOf(statement), judgement);
  return { realServers, sorryServer: isLost ? null : sorryServer, families };
}

/** The place of what a virtual server serves: where it is said what it lacks. */
export const placeOf = ({ words }: Statement): Span => (words[1] ?? words[0]).span;

function inheritedBy(
  { draft, refused, statement, title }: Reading,
  target: Target,
  context: VirtualServerContext,
  judgement: Judgement,
): RealServerContext {
  const defaults: ServerDefaults = {
    weight: draft.weight?.value ?? defaultWeight,
    inhibitOnFailure: draft.inhibit_on_failure !== undefined,
    mailAlert: context.alerts.realServers,
    checkers: checkerDefaultsOf(draft, context.logAllFailures),
  };
  return {
    ...defaults,
    title,
    target,
    forwarding: forwardingOf(draft, refused, placeOf(statement), judgement),
    targets: context.targets,
    familiar: context.familiar,
    defaultOf: (name) => defaultInWords(name, defaults),
  };
}

/** What holds for servers that do not say it; NAT where nothing is said. */
function forwardingOf(
  draft: VirtualServerDraft,
  refused: ReadonlySet<string>,
  place: Span,
  judgement: Judgement,
): Forwarding {
  const consequence = `${judgement.name} therefore runs with the default forwarding method, NAT.`;
  const given = later(draft.lb_kind, draft.lvs_method);
  if (given !== undefined) return readForwarding(given.value, consequence, judgement) ?? nat;
  if (refused.has("lb_kind") || refused.has("lvs_method") || !someNeedDefault(draft)) return nat;
  judgement.report(loadBalancingCodes.methodMissing, place, {
    message: "this virtual server has no forwarding method",
    help: "write lb_kind NAT, DR or TUN into its block",
    consequence,
  });
  return nat;
}

function someNeedDefault(draft: VirtualServerDraft): boolean {
  if (draft.sorry_server !== undefined && draft.sorry_server_lvs_method === undefined) return true;
  return (draft.real_server?.value ?? []).some(
    ({ block }) => !block?.statements.some(({ words }) => words[0].text === "lvs_method"),
  );
}

/** In the order of the file; of two with one address and port the first. */
function realServersOf(
  draft: VirtualServerDraft,
  context: RealServerContext,
  judgement: Judgement,
): readonly RealServer[] {
  const servers = new DistinctServers();
  for (const statement of draft.real_server?.value ?? []) {
    const server = completeRealServer(statement, context, judgement);
    const first = server === null ? null : servers.add(server);
    if (server !== null && first !== null) reportDuplicate(server, first, judgement);
  }
  return servers.all;
}

function reportDuplicate(server: RealServer, first: RealServer, judgement: Judgement): void {
  judgement.report(loadBalancingCodes.duplicateRealServer, server.place, {
    message: `there is a real server ${server.address} ${server.port} already`,
    help: "remove one of them",
    consequence: "The later one is left out.",
    related: [{ span: first.place, message: "the first one" }],
  });
}

const blockOf = ({ place }: RealServer, draft: VirtualServerDraft): Block | null =>
  draft.real_server?.value.find(({ words }) => words[1]?.span.line === place.line)?.block ?? null;

function refuseWithout(lost: number, target: Target, place: Span, judgement: Judgement): void {
  // keepalived runs a group with servers that nothing can reach; that has been said of each.
  if (target.kind === "group" && lost > 0) return judgement.disableSilently();
  judgement.disable(loadBalancingCodes.noRealServers, place, {
    message: "this virtual server has no real server",
    help: "add a real_server IP PORT { ... } to its block",
  });
}
