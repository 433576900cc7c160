/** Reload, dumps and socket buffers of `global_defs`. */
import type {
  DumpSettings,
  ReloadSettings,
  SocketBuffer,
  SocketBuffers,
} from "../../model/global-settings.ts";
import type { GlobalDraft } from "../drafts.ts";

export function reloadOf(draft: GlobalDraft): ReloadSettings {
  return {
    checksFirst: draft.reload_check_config !== undefined,
    checkLog: draft.reload_check_config?.value ?? null,
    timeFile: draft.reload_time_file?.value ?? null,
    repeats: draft.reload_repeat !== undefined,
    marker: draft.reload_file === undefined ? null : { path: draft.reload_file.value },
    saveDirectory: draft.config_save_dir?.value ?? null,
  };
}

export const dumpsOf = (draft: GlobalDraft): DumpSettings => ({
  jsonVersion: draft.json_version?.value === 2 ? 2 : 1,
  stateFile: draft.state_dump_file?.value ?? null,
  statisticsFile: draft.stats_dump_file?.value ?? null,
  jsonFile: draft.json_dump_file?.value ?? null,
});

type BufferName =
  | "vrrp_netlink_cmd"
  | "vrrp_netlink_monitor"
  | "lvs_netlink_cmd"
  | "lvs_netlink_monitor"
  | "process_monitor";

export function buffersOf(draft: GlobalDraft): SocketBuffers {
  const buffer = (name: BufferName): SocketBuffer => ({
    bytes: draft[`${name}_rcv_bufs`]?.value ?? null,
    force: draft[`${name}_rcv_bufs_force`]?.value ?? false,
  });
  return {
    vrrpCommands: buffer("vrrp_netlink_cmd"),
    vrrpMonitor: buffer("vrrp_netlink_monitor"),
    checkerCommands: buffer("lvs_netlink_cmd"),
    checkerMonitor: buffer("lvs_netlink_monitor"),
    processMonitor: buffer("process_monitor"),
  };
}
