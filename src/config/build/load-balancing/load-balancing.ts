/** Everything of a file that is load balancing. */
import { diagnose } from "../../diagnostics/code.ts";
import { loadBalancingCodes } from "../../diagnostics/codes-load-balancing.ts";
import { serverGroupCodes } from "../../diagnostics/codes-server-groups.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Statement } from "../../language/tree.ts";
import type {
  IpvsNamespace,
  LoadBalancing,
  VirtualServer,
  VirtualServerGroup,
} from "../../model/load-balancing.ts";
import type { Tracking } from "../../model/tracking.ts";
import type { GlobalDraft, RootDraft } from "../drafts.ts";
import { Judgement } from "../judgement.ts";
import { FamiliarBlocks } from "../reading/familiar-blocks.ts";
import { alertDefaultsOf } from "./alert-defaults.ts";
import { beyondDataplane } from "./beyond-dataplane.ts";
import { type Groups, readGroups } from "./groups.ts";
import { flushAtStopOf, timeoutsOf } from "./ipvs-settings.ts";
import type { VirtualServerContext } from "./servers.ts";
import { syncDaemonOf } from "./sync-daemon.ts";
import { completeVirtualServer } from "./virtual-server.ts";

/** As many as the largest configurations have checkers: a dead rack does not delay the others. */
const defaultMaximumProbes = 10_000;

export interface LoadBalancingReading {
  readonly loadBalancing: LoadBalancing;
  readonly diagnostics: readonly Diagnostic[];
}

/** `tracking` is what FILE_CHECK and BFD_CHECK may name. */
export function loadBalancingOf(
  root: RootDraft,
  global: GlobalDraft,
  tracking: Tracking,
): LoadBalancingReading {
  const judgement = new Judgement("The daemon");
  const groups = readGroups(root.virtual_server_group?.value ?? [], judgement);
  const servers = virtualServersOf(root.virtual_server?.value ?? [], {
    groups,
    alerts: alertDefaultsOf(global),
    logAllFailures: global.checker_log_all_failures?.value ?? false,
    familiar: new FamiliarBlocks(),
    targets: {
      trackFiles: new Map(tracking.files.map((file) => [file.name, file])),
      bfdInstances: new Map(tracking.bfdInstances.map((session) => [session.name, session])),
    },
  });
  const loadBalancing: LoadBalancing = {
    virtualServers: servers.virtualServers,
    groups: usedGroups(groups, root.virtual_server?.value ?? [], judgement),
    networkNamespace: namespaceOf(root),
    dataplane: global.lvs_dataplane?.value ?? null,
    maximumProbes: global.checker_max_probes?.value ?? defaultMaximumProbes,
    flushAtStart: global.lvs_flush !== undefined,
    flushAtStop: flushAtStopOf(global),
    timeouts: timeoutsOf(global, judgement),
    syncDaemon: syncDaemonOf(global, root, judgement),
  };
  const diagnostics = [
    ...servers.diagnostics,
    ...judgement.diagnostics,
    ...beyondDataplane(loadBalancing),
  ];
  return { loadBalancing, diagnostics };
}

function virtualServersOf(
  blocks: readonly Statement[],
  context: VirtualServerContext,
): { virtualServers: readonly VirtualServer[]; diagnostics: readonly Diagnostic[] } {
  const servers = new Map<string, VirtualServer>();
  const diagnostics: Diagnostic[] = [];
  for (const block of blocks) {
    const { virtualServer, diagnostics: found } = completeVirtualServer(block, context);
    for (const each of found) diagnostics.push(each);
    if (virtualServer === null) continue;
    const key = keyOf(virtualServer);
    const first = servers.get(key);
    if (first === undefined) servers.set(key, virtualServer);
    else diagnostics.push(reportDuplicate(virtualServer, first));
  }
  return { virtualServers: [...servers.values()], diagnostics };
}

/** What IPVS tells services apart by. */
function keyOf({ name, service, family }: VirtualServer): string {
  const protocol = service.kind === "fwmark" ? "" : service.protocol;
  return `${service.kind} ${name} ${protocol} ${family}`;
}

const reportDuplicate = (server: VirtualServer, first: VirtualServer): Diagnostic =>
  diagnose(loadBalancingCodes.duplicateService, server.place, {
    message: `there is a virtual server ${server.name} already`,
    help: "put all real servers into one block",
    consequence: "The later one is therefore disabled.",
    related: [{ span: first.place, message: "the first one" }],
  });

function usedGroups(
  groups: Groups,
  blocks: readonly Statement[],
  judgement: Judgement,
): readonly VirtualServerGroup[] {
  if (groups.size === 0) return [];
  const named = new Set(
    blocks.map(({ words }) => (words[1]?.text === "group" ? words[2]?.text : undefined)),
  );
  return [...groups.values()].filter(({ name, place }) => {
    if (named.has(name)) return true;
    judgement.report(serverGroupCodes.groupUnused, place, {
      message: `no virtual_server is of the group "${name}"`,
      help: `write virtual_server group ${name} { ... }`,
      consequence: "Nothing answers for its addresses.",
    });
    return false;
  });
}

function namespaceOf({ net_namespace_ipvs: given }: RootDraft): IpvsNamespace | null {
  if (given === undefined) return null;
  return given.value === null ? { kind: "default" } : { kind: "named", name: given.value };
}
