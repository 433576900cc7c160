/** Options for tests: the defaults, and what differs. */
import type { ChildOptions, DaemonOptions } from "../../../src/daemon/options.ts";

export function daemonOptions(differences: Partial<DaemonOptions> = {}): DaemonOptions {
  return {
    configurationFile: "/etc/keepalived/keepalived.conf",
    program: "keepalived",
    commandLine: [],
    foreground: true,
    subsystems: { vrrp: true, checkers: true, bfd: true, evenUnused: false },
    log: { console: false, syslogFacility: null, file: null, flushFile: false, detail: true },
    umask: null,
    respawn: true,
    pidFiles: { parent: null, vrrp: null, checkers: null, bfd: null },
    networkNamespace: null,
    configurationId: null,
    requireIncludes: false,
    coreDumps: false,
    coreDumpPattern: null,
    ignoreInterrupt: false,
    keepVrrpAtStop: false,
    keepIpvsAtStop: false,
    releaseUnknownAddresses: false,
    logAddressChanges: false,
    dumpConfiguration: false,
    ignored: [],
    ...differences,
  };
}

export function childOptions(differences: Partial<ChildOptions> = {}): ChildOptions {
  return {
    program: "keepalived",
    detail: true,
    syslogFacility: null,
    forwardLog: true,
    identitySuffix: "",
    networkNamespace: null,
    instanceName: null,
    umask: 0o177,
    coreDumps: false,
    keepVrrpAtStop: false,
    keepIpvsAtStop: false,
    releaseUnknownAddresses: false,
    logAddressChanges: false,
    dumpConfiguration: false,
    ...differences,
  };
}
