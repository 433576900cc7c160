/** Statements become the model: everything sound in it, and a diagnostic for everything else. */
import { diagnose } from "../diagnostics/code.ts";
import { instanceCodes } from "../diagnostics/codes-instance.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { worstOf } from "../diagnostics/order.ts";
import type { Span, Statement } from "../language/tree.ts";
import type { Configuration } from "../model/configuration.ts";
import type { VrrpInstance } from "../model/vrrp-instance.ts";
import { append } from "./append.ts";
import { sslFilesOf } from "./checks/ssl.ts";
import type { HostFacts } from "./facts.ts";
import { boundDelays } from "./global/bounded-delays.ts";
import { checkGlobalDefinitions } from "./global/check-global.ts";
import { daemonDefinitionsOf } from "./global/daemon-definitions.ts";
import { globalDefinitionsOf } from "./global/global-definitions.ts";
import { instanceDefaultsOf } from "./global/instance-defaults.ts";
import { networkSettingsOf } from "./global/network-settings.ts";
import { webhooksOf } from "./global/webhooks.ts";
import { buildGroups } from "./groups/build-groups.ts";
import { completeInstance } from "./instance/complete-instance.ts";
import { withoutConflicts } from "./instance/conflicts.ts";
import type { InstanceContext } from "./instance/instance-context.ts";
import { sharedAddresses } from "./instance/shared-addresses.ts";
import { loadBalancingOf } from "./load-balancing/load-balancing.ts";
import { readSection } from "./reading/read-section.ts";
import { routingContextOf } from "./rule/routing-context.ts";
import { staticsOf } from "./statics/statics.ts";
import { type TrackedScript, trackedScriptsOf } from "./tracking/tracked-scripts.ts";
import { buildTracking } from "./tracking/tracking.ts";

export interface Build {
  readonly configuration: Configuration;
  readonly diagnostics: readonly Diagnostic[];
  /** What was made of instances that cannot run, for what can be said of them all the same. */
  readonly disabledInstances: readonly VrrpInstance[];
  /** Where `script_user` names somebody; null where it is not given. */
  readonly scriptUserSpan: Span | null;
  readonly trackedScripts: readonly TrackedScript[];
}

/**
 * Reads all blocks that are acted on and completes them. Never fails: what cannot run is left out,
 * and its diagnostic says so.
 */
export function buildConfiguration(statements: readonly Statement[], facts: HostFacts): Build {
  const root = readSection(statements, { section: "root", subject: "The daemon", title: null });
  const globalStatements = innerStatements(root.draft.global_defs?.value ?? []);
  const global = readSection(globalStatements, {
    section: "global_defs",
    subject: "The daemon",
    title: null,
  });
  const webhooks = webhooksOf(globalStatements);
  const defaults = instanceDefaultsOf(global.draft);
  const { ssl, judgement: sslJudgement } = sslFilesOf(root.draft.SSL?.value ?? []);
  const network = networkSettingsOf(root.draft);
  const routing = routingContextOf(global.draft, facts);
  const statics = staticsOf(root.draft, global.draft, routing);
  const following = buildTracking(root.draft, statements);
  const { trackables } = following;
  const context = { defaults, facts, routing, trackables };
  const instances = buildInstances(root.draft.vrrp_instance?.value ?? [], context);
  const grouping = buildGroups(root.draft, instances.instances, following);
  const delays = boundDelays(network.settings.links, grouping.instances);
  const balancing = loadBalancingOf(root.draft, global.draft, following.tracking);
  return {
    configuration: {
      global: globalDefinitionsOf(global.draft, defaults, facts, webhooks.urls),
      daemon: daemonDefinitionsOf(root.draft),
      ...network.settings,
      links: delays.links,
      statics: statics.statics,
      vrrpInstances: grouping.instances,
      syncGroups: grouping.syncGroups,
      trackGroups: grouping.trackGroups,
      ...(ssl === null ? {} : { ssl }),
      tracking: grouping.tracking,
      loadBalancing: balancing.loadBalancing,
    },
    diagnostics: worstOf([
      ...root.diagnostics,
      ...global.diagnostics,
      ...checkGlobalDefinitions(global.draft),
      ...webhooks.diagnostics,
      ...sslJudgement.diagnostics,
      ...network.diagnostics,
      ...statics.diagnostics,
      ...following.diagnostics,
      ...instances.diagnostics,
      ...grouping.diagnostics,
      ...delays.diagnostics,
      ...balancing.diagnostics,
    ]),
    disabledInstances: instances.disabled,
    scriptUserSpan: global.draft.script_user?.valueSpan ?? null,
    trackedScripts: trackedScriptsOf(following, grouping),
  };
}

const innerStatements = (blocks: readonly Statement[]): readonly Statement[] =>
  blocks.flatMap((statement) => statement.block?.statements ?? []);

interface Instances {
  readonly instances: readonly VrrpInstance[];
  readonly disabled: readonly VrrpInstance[];
  readonly diagnostics: readonly Diagnostic[];
}

function buildInstances(blocks: readonly Statement[], context: InstanceContext): Instances {
  const firstPlaces = new Map<string, Span>();
  const complete: VrrpInstance[] = [];
  const disabled: VrrpInstance[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const block of blocks) {
    const heading = block.words[1];
    if (heading === undefined) {
      diagnostics.push(reportNameless(block));
      continue;
    }
    const reading = completeInstance(heading.text, block, context);
    append(diagnostics, reading.diagnostics);
    const first = firstPlaces.get(heading.text);
    if (first !== undefined) {
      diagnostics.push(reportDuplicateName(heading.text, heading.span, first));
      continue;
    }
    firstPlaces.set(heading.text, heading.span);
    if (reading.instance !== null) complete.push(reading.instance);
    if (reading.disabled !== null) disabled.push(reading.disabled);
  }
  const { instances, diagnostics: conflicts } = withoutConflicts(complete);
  const shared = sharedAddresses(instances);
  return { instances, disabled, diagnostics: [...diagnostics, ...conflicts, ...shared] };
}

const reportNameless = (block: Statement): Diagnostic =>
  diagnose(instanceCodes.nameMissing, block.words[0].span, {
    message: "this vrrp_instance has no name",
    help: "write vrrp_instance NAME { ... }",
    consequence: "The instance is therefore disabled.",
  });

const reportDuplicateName = (name: string, span: Span, first: Span): Diagnostic =>
  diagnose(instanceCodes.duplicateName, span, {
    message: `there is a vrrp_instance "${name}" already, on line ${first.line}`,
    help: "give it a name of its own",
    consequence: "The later one is therefore disabled.",
    related: [{ span: first, message: "the first one" }],
  });
