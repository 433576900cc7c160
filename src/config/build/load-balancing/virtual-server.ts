/** One `virtual_server`: from its statements to the model, with nothing left to derive. */
import type { Family } from "../../../wire/address.ts";
import { loadBalancingCodes } from "../../diagnostics/codes-load-balancing.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Block, Span, Statement } from "../../language/tree.ts";
import type { Forwarding, RealServer, VirtualServer } from "../../model/load-balancing.ts";
import type { CheckTargets } from "../checks/checker-context.ts";
import type { VirtualServerDraft } from "../drafts.ts";
import { Judgement } from "../judgement.ts";
import { readSection } from "../reading/read-section.ts";
import type { AlertDefaults } from "./alert-defaults.ts";
import { DistinctServers } from "./distinct-servers.ts";
import { nat, readForwarding } from "./forwarding.ts";
import type { Groups } from "./groups.ts";
import { type Heading, readHeading, titleOf } from "./heading.ts";
import { persistenceOf } from "./persistence.ts";
import { quorumOf } from "./quorum.ts";
import { completeRealServer } from "./real-server.ts";
import { checkerDefaultsOf, type RealServerContext } from "./real-server-context.ts";
import { defaultInWords as defaultOfServer, type ServerDefaults } from "./real-server-defaults.ts";
import { flagsOf, later, protocolOf, schedulerOf } from "./scheduling.ts";
import {
  checkFamily,
  familiesOfTarget,
  hasMark,
  isEveryPort,
  isMarkOnly,
  isReachable,
  nameOf,
  reportUnreachable,
  serviceOf,
  type Target,
} from "./service.ts";
import { snmpNameOf } from "./snmp-name.ts";
import { sorryServerOf } from "./sorry-server.ts";

export interface VirtualServerReading {
  /** Null when it cannot run; the diagnostics say why. */
  readonly virtualServer: VirtualServer | null;
  readonly diagnostics: readonly Diagnostic[];
}

export interface VirtualServerContext {
  readonly groups: Groups;
  readonly alerts: AlertDefaults;
  readonly logAllFailures: boolean;
  readonly targets: CheckTargets;
}

const defaultWeight = 1;

export function completeVirtualServer(
  statement: Statement,
  context: VirtualServerContext,
): VirtualServerReading {
  const title = titleOf(statement);
  const judgement = new Judgement(`Virtual server ${title}`);
  const heading = readHeading(statement, judgement);
  const target = heading === null ? null : targetOf(heading, statement, context, judgement);
  if (target === null) return { virtualServer: null, diagnostics: judgement.diagnostics };
  const { draft, diagnostics, refused } = readSection(statement.block?.statements ?? [], {
    section: "virtual_server",
    subject: judgement.name,
    title,
    defaultOf: defaultInWords,
  });
  const virtualServer = complete({ draft, refused, statement, title }, target, context, judgement);
  return {
    virtualServer: judgement.disabled ? null : virtualServer,
    diagnostics: [...diagnostics, ...judgement.diagnostics],
  };
}

function targetOf(
  heading: Heading,
  { words }: Statement,
  { groups }: VirtualServerContext,
  judgement: Judgement,
): Target | null {
  if (heading.kind !== "group") return heading;
  const group = groups.get(heading.group);
  if (group !== undefined) return { kind: "group", group };
  judgement.disable(loadBalancingCodes.groupUnknown, (words[2] ?? words[0]).span, {
    message: `there is no virtual_server_group "${heading.group}" with anything to answer for`,
    help: "define it, or write the name of one that is defined",
  });
  return null;
}

interface Reading {
  readonly draft: VirtualServerDraft;
  readonly refused: ReadonlySet<string>;
  readonly statement: Statement;
  readonly title: string;
}

function complete(
  { draft, refused, statement, title }: Reading,
  target: Target,
  context: VirtualServerContext,
  judgement: Judgement,
): VirtualServer {
  const place = (statement.words[1] ?? statement.words[0]).span;
  const protocol = protocolOf(draft, refused, isMarkOnly(target), place, judgement);
  const service = serviceOf(target, protocol);
  checkFamily(draft, target, judgement);
  const defaults: ServerDefaults = {
    weight: draft.weight?.value ?? defaultWeight,
    inhibitOnFailure: draft.inhibit_on_failure !== undefined,
    mailAlert: context.alerts.realServers,
    checkers: checkerDefaultsOf(draft, context.logAllFailures),
  };
  const servers: RealServerContext = {
    ...defaults,
    title,
    target,
    forwarding: forwardingOf(draft, refused, place, judgement),
    targets: context.targets,
    defaultOf: (name) => defaultOfServer(name, defaults),
  };
  const candidates = realServersOf(draft, servers, judgement);
  const sorryServer = sorryServerOf(draft, servers, judgement);
  const families = familiesOfTarget(target, draft, candidates);
  const realServers = candidates.filter((server) => isReachable(server, families));
  const lost = candidates.filter((server) => !isReachable(server, families));
  for (const each of lost) reportUnreachable(each, target, blockOf(each, draft), judgement);
  if (realServers.length === 0) refuseWithoutServers(place, target, lost.length, judgement);
  const isLost = sorryServer !== null && !isReachable(sorryServer, families);
  if (isLost) reportUnreachable(sorryServer, target, statement.block, judgement);
  const family = onlyOf(families);
  return {
    name: nameOf(service),
    place,
    service,
    family,
    scheduler: schedulerOf(draft, refused, place, judgement),
    flags: flagsOf(draft, isMarkOnly(target) ? null : protocol, judgement),
    persistence: persistenceOf(
      draft,
      { place, family, isEveryPort: isEveryPort(target) },
      judgement,
    ),
    highAvailabilitySuspend: suspends(draft, target, judgement),
    notifyAtStop: draft.omega !== undefined,
    quorum: quorumOf(draft, weightOf(realServers), place, judgement),
    mailAlert: draft.smtp_alert?.value ?? context.alerts.virtualServers,
    snmpName: snmpNameOf(draft.snmp_name, judgement),
    realServers,
    sorryServer: isLost ? null : sorryServer,
  };
}

const blockOf = ({ place }: RealServer, draft: VirtualServerDraft): Block | null =>
  draft.real_server?.value.find(({ words }) => words[1]?.span.line === place.line)?.block ?? null;

function refuseWithoutServers(
  place: Span,
  target: Target,
  lost: number,
  judgement: Judgement,
): void {
  // keepalived runs a group with servers that nothing can reach; that has been said of each.
  if (target.kind === "group" && lost > 0) return judgement.disableSilently();
  judgement.disable(loadBalancingCodes.noRealServers, place, {
    message: "this virtual server has no real server",
    help: "add a real_server IP PORT { ... } to its block",
  });
}

function onlyOf(families: ReadonlySet<Family>): Family | null {
  const [family = null, ...others] = families;
  return others.length === 0 ? family : null;
}

const weightOf = (servers: readonly RealServer[]): number =>
  servers.reduce((sum, { weight }) => sum + weight, 0);

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

function suspends(draft: VirtualServerDraft, target: Target, judgement: Judgement): boolean {
  const given = draft.ha_suspend;
  if (given === undefined) return false;
  if (!hasMark(target)) return true;
  judgement.report(loadBalancingCodes.suspendNeedsAddress, given.span, {
    message: "ha_suspend does not go with a firewall mark",
    help: "remove it",
    consequence: "It is off.",
  });
  return false;
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

function defaultInWords(name: string): string | undefined {
  switch (name) {
    case "lb_algo":
    case "lvs_sched":
      return "wlc";
    case "lb_kind":
    case "lvs_method":
      return "NAT";
    case "protocol":
      return "UDP";
    case "retry":
    case "delay_before_retry":
      return "that of each check";
    case "warmup":
      return "that of delay_loop";
    case "quorum":
      return "1";
    default:
      return undefined;
  }
}
