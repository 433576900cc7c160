import type { IpAddress } from "../../wire/address.ts";
import type { Micros } from "../../wire/units.ts";
import type { Span } from "../language/tree.ts";
import type { SslFiles } from "./checker.ts";
import type {
  AlertDefaults,
  DbusSettings,
  DumpSettings,
  Firewall,
  GroupMarking,
  LifecycleScripts,
  ProcessNames,
  ProcessScheduling,
  ReloadSettings,
  SnmpSettings,
  SocketBuffers,
  VirtualMacNames,
} from "./global-settings.ts";
import type { AnnouncementGroup, LinkSettings } from "./links.ts";
import type { LoadBalancing } from "./load-balancing.ts";
import type { ScriptCommand, ScriptUser } from "./script-command.ts";
import type { Secret } from "./secret.ts";
import type { Statics } from "./statics.ts";
import type { SyncGroup, TrackGroup } from "./sync-group.ts";
import type { Tracking } from "./tracking.ts";
import type { VrrpInstance } from "./vrrp-instance.ts";

/** The whole of a `keepalived.conf`, completed: what every process is given. */
export interface Configuration {
  readonly global: GlobalDefinitions;
  readonly daemon: DaemonDefinitions;
  readonly links: LinkSettings;
  readonly announcementGroups: readonly AnnouncementGroup[];
  readonly statics: Statics;
  readonly vrrpInstances: readonly VrrpInstance[];
  readonly syncGroups: readonly SyncGroup[];
  readonly trackGroups: readonly TrackGroup[];
  readonly tracking: Tracking;
  readonly loadBalancing: LoadBalancing;
  /** Absent without an SSL block. */
  readonly ssl?: SslFiles;
  /** What `Span.source` counts; absent where nobody runs from it. */
  readonly sourcePaths?: readonly string[];
}

/** Root keywords outside blocks. */
export interface DaemonDefinitions {
  readonly networkNamespace: string | null;
  readonly instanceName: string | null;
  readonly usePidDirectory: boolean;
  readonly childWaitMicros: Micros;
  /** ipsets also in a network namespace, on kernels before 3.13. */
  readonly namespaceWithIpsets: boolean;
}

/** `global_defs`; the defaults of instances are already applied to them and not repeated here. */
export interface GlobalDefinitions {
  readonly routerId: string | null;
  readonly dynamicInterfaces: boolean;
  readonly multicastGroup4: IpAddress;
  readonly multicastGroup6: IpAddress;
  /**
   * Smallest gap between gratuitous ARPs, and neighbour advertisements, on one interface; 0 is
   * none.
   */
  readonly arpIntervalMicros: Micros;
  readonly neighbourIntervalMicros: Micros;
  readonly startupDelayMicros: Micros;
  readonly logUnknownVirtualRouterIds: boolean;
  readonly vrrpProcess: ProcessScheduling;
  readonly checkerProcess: ProcessScheduling;
  readonly bfdProcess: ProcessScheduling;
  readonly processNames: ProcessNames;
  readonly scriptUser: ScriptUser | null;
  readonly scriptSecurity: boolean;
  /** Paths of scripts keep their symbolic links. */
  readonly keepScriptLinks: boolean;
  /** Every script has the supplementary groups of its user. */
  readonly supplementaryGroups: boolean;
  readonly dataUseInstance: boolean;
  readonly defaultInterface: string;
  /** Interfaces that come back may be of another type. */
  readonly interfacesMayChange: boolean;
  readonly disableLocalIgmp: boolean;
  readonly delayAfterBootMicros: Micros;
  /** Makes `_RANDOM` repeatable; null is by the clock. */
  readonly randomSeed: number | null;
  readonly temporaryDirectory: string | null;
  readonly virtualMacNames: VirtualMacNames;
  readonly alerts: AlertDefaults;
  readonly lifecycle: LifecycleScripts;
  readonly buffers: SocketBuffers;
  readonly reload: ReloadSettings;
  readonly dumps: DumpSettings;
  /** File creation mask, 0..0777; absent where it is not given. */
  readonly umask?: number;
  /** Absent without `smtp_server`. */
  readonly mail?: MailDefinitions;
  /** URLs that every change is posted to; what they say is often a key. Absent without any. */
  readonly webhooks?: readonly Secret[];
  /** Absent where no named pipe is asked for. */
  readonly notifyFifos?: NotifyFifos;
  /** Absent where none is chosen. */
  readonly firewall?: Firewall;
  /** Absent without `nftables_ipvs`. */
  readonly groupMarking?: GroupMarking;
  /** Absent where no part of SNMP is asked for. */
  readonly snmp?: SnmpSettings;
  /** Absent without `enable_dbus`. */
  readonly dbus?: DbusSettings;
}

export interface MailDefinitions {
  /** As written: an address or a name. */
  readonly server: string;
  readonly serverPlace: Span;
  readonly port: number;
  readonly recipients: readonly string[];
  /** Null is the daemon's user at this host. */
  readonly sender: string | null;
  readonly heloName: string | null;
  readonly timeoutMicros: Micros;
  readonly encryption: MailEncryption;
  /** Null sends without one. */
  readonly login: { readonly user: string; readonly password: Secret } | null;
  /** `smtp_alert`: what instances do that do not say; null where it is not said. */
  readonly alertByDefault: boolean | null;
}

/**
 * `try` encrypts where the server offers it, whoever that is; `require` sends nothing else, and only
 * to a server that proves to be the one that is named.
 */
export type MailEncryption = "off" | "try" | "require";

/** Named pipes of events, each with the program that reads it. */
export interface NotifyFifos {
  /** All states are written again after a reload. */
  readonly writesStatesOnReload: boolean;
  readonly all: NotifyFifo | null;
  readonly vrrp: NotifyFifo | null;
  readonly loadBalancing: NotifyFifo | null;
}

export interface NotifyFifo {
  readonly path: string;
  readonly user: string | null;
  readonly group: string | null;
  readonly script: ScriptCommand | null;
}
