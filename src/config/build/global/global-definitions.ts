/** `global_defs`, completed. */
import { seconds } from "../../../wire/units.ts";
import type { GlobalDefinitions } from "../../model/configuration.ts";
import type { ScriptUser } from "../../model/script-command.ts";
import type { Secret } from "../../model/secret.ts";
import type { GlobalDraft } from "../drafts.ts";
import type { HostFacts } from "../facts.ts";
import { runningAs } from "../reading/command.ts";
import type { IdentityValue } from "../reading/values.ts";
import { alertDefaultsOf, mailOf, notifyFifosOf } from "./alerts.ts";
import { buffersOf, dumpsOf, reloadOf } from "./files.ts";
import { firewallOf, groupMarkingOf } from "./firewall.ts";
import type { InstanceDefaults } from "./instance-defaults.ts";
import { lifecycleOf } from "./lifecycle.ts";
import { dbusOf, snmpOf } from "./monitoring.ts";
import { processNamesOf, schedulingOf } from "./processes.ts";
import { umaskOf } from "./umask.ts";

const none = seconds(0);
/** keepalived's own, where neither a line nor `default_interface` names one. */
const defaultInterface = "eth0";
const defaultMacPrefix = "vrrp";

export function globalDefinitionsOf(
  draft: GlobalDraft,
  defaults: InstanceDefaults,
  facts: HostFacts,
  webhooks: readonly Secret[],
): GlobalDefinitions {
  return {
    routerId: draft.router_id?.value ?? facts.hostName,
    dynamicInterfaces: draft.dynamic_interfaces !== undefined,
    interfacesMayChange: draft.dynamic_interfaces?.value === "allow_if_changes",
    defaultInterface: defaultInterfaceOf(draft),
    multicastGroup4: defaults.multicastGroup4,
    multicastGroup6: defaults.multicastGroup6,
    arpIntervalMicros: draft.vrrp_garp_interval?.value ?? none,
    neighbourIntervalMicros: draft.vrrp_gna_interval?.value ?? none,
    startupDelayMicros: draft.vrrp_startup_delay?.value ?? none,
    delayAfterBootMicros: draft.vrrp_delay_after_boot?.value ?? none,
    logUnknownVirtualRouterIds: draft.log_unknown_vrids !== undefined,
    disableLocalIgmp: draft.disable_local_igmp !== undefined,
    virtualMacNames: virtualMacNamesOf(draft),
    vrrpProcess: schedulingOf(draft, "vrrp"),
    checkerProcess: schedulingOf(draft, "checker"),
    bfdProcess: schedulingOf(draft, "bfd"),
    processNames: processNamesOf(draft),
    scriptUser: draft.script_user === undefined ? null : scriptUserOf(draft.script_user.value),
    scriptSecurity: draft.enable_script_security !== undefined,
    keepScriptLinks: draft.use_symlink_paths?.value ?? false,
    supplementaryGroups: draft.set_supplementary_groups?.value ?? false,
    dataUseInstance: draft.data_use_instance?.value ?? false,
    randomSeed: draft.random_seed?.value ?? null,
    temporaryDirectory: draft.tmp_config_directory?.value ?? null,
    alerts: alertDefaultsOf(draft),
    lifecycle: lifecycleOf(draft),
    buffers: buffersOf(draft),
    reload: reloadOf(draft),
    dumps: dumpsOf(draft),
    ...withoutNulls({
      umask: umaskOf(draft.umask?.value ?? []),
      mail: mailOf(draft),
      webhooks: webhooks.length > 0 ? webhooks : null,
      notifyFifos: notifyFifosOf(draft),
      firewall: firewallOf(draft),
      groupMarking: groupMarkingOf(draft),
      snmp: snmpOf(draft),
      dbus: dbusOf(draft),
    }),
  };
}

export const defaultInterfaceOf = (draft: GlobalDraft): string =>
  draft.default_interface?.value ?? defaultInterface;

function virtualMacNamesOf(draft: GlobalDraft): GlobalDefinitions["virtualMacNames"] {
  const prefix = draft.vmac_prefix?.value ?? defaultMacPrefix;
  return { prefix, addressPrefix: draft.vmac_addr_prefix?.value ?? prefix };
}

type WithoutNulls<Fields> = { readonly [Name in keyof Fields]?: NonNullable<Fields[Name]> };

/** What is not asked for is absent. */
function withoutNulls<Fields extends object>(fields: Fields): WithoutNulls<Fields> {
  const given = Object.entries(fields).filter(([, value]) => value !== null);
  return Object.fromEntries(given) as WithoutNulls<Fields>;
}

const scriptUserOf = ({ user, group }: IdentityValue): ScriptUser => runningAs(user, group);
