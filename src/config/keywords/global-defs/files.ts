/** Reload, dumps and where files are. */
import { flag, none, optional, text, unread, words } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const filesKeywords = {
  umask: {
    argument: words("number (hex/octal/dec) or I{R,W,X}{USR,GRP,OTH} names joined by |"),
    default: "IXUSR|IRWXG|IRWXO",
    meaning: "file creation mask; -u wins",
    tier: "rare",
    support: "full",
  },
  random_seed: {
    argument: unread("unsigned"),
    default: "time",
    meaning: "makes _RANDOM repeatable",
    tier: "rare",
  },
  reload_check_config: {
    argument: optional(text()),
    default: null,
    meaning: "test the new config in a separate process before reloading; keep running on error",
    tier: "common",
    support: "full",
  },
  reload_time_file: {
    argument: unread("absolute PATH"),
    default: null,
    meaning: "file whose first line gives the time of a future reload",
    tier: "rare",
  },
  reload_repeat: {
    argument: none,
    default: null,
    meaning: "keep that file and repeat daily if it has no date",
    tier: "rare",
  },
  reload_file: {
    argument: unread("[absolute PATH]"),
    default: "off; <piddir>/keepalived.reload",
    meaning: "marker file that exists (zero length) while config is read",
    tier: "rare",
  },
  include_check: {
    argument: unread("[+|-] readable match wildcard_match brace_match"),
    default: "off; no args = all",
    meaning: "strictness of include; scoped to the file",
    tier: "rare",
  },
  config_save_dir: {
    argument: unread("DIR"),
    default: null,
    meaning: "write config/state before and after each reload for debugging",
    tier: "rare",
  },
  tmp_config_directory: {
    argument: unread("DIR"),
    default: "memfd",
    meaning: "file system for the consolidated config copy; not changeable by reload",
    tier: "rare",
  },
  data_use_instance: {
    argument: flag,
    default: null,
    meaning: "put namespace/instance in dump file names",
    tier: "rare",
    support: "checked",
  },
  json_version: {
    argument: unread("1|2"),
    default: "1",
    meaning: "layout of the JSON dump",
    tier: "rare",
  },
  state_dump_file: {
    argument: unread("PATH (dir if it ends in /)"),
    default: "<tmp>/keepalived.data",
    meaning: "where the data dumps go (suffix _parent/_check/_bfd added)",
    tier: "rare",
  },
  stats_dump_file: {
    argument: unread("PATH"),
    default: "<tmp>/keepalived.stats",
    meaning: "accepted but the present code still writes <tmp>/keepalived.stats",
    tier: "rare",
  },
  json_dump_file: {
    argument: unread("PATH"),
    default: "<tmp>/keepalived.json",
    meaning: "accepted but the present code still writes <tmp>/keepalived.json",
    tier: "rare",
  },
  iproute_usr_dir: {
    argument: text(),
    default: "build time",
    meaning: "where rt_tables etc. are (vendor part)",
    tier: "rare",
    support: "checked",
  },
  iproute_etc_dir: {
    argument: text(),
    default: "build time",
    meaning: "where rt_tables etc. are (admin part, overrides)",
    tier: "rare",
    support: "checked",
  },
} as const satisfies KeywordSection;
