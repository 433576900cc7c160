/** Reload, dumps and where files are. */
import { flag, integer, none, optional, text, words } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const filesKeywords = {
  umask: {
    argument: words("number (hex/octal/dec) or I{R,W,X}{USR,GRP,OTH} names joined by |"),
    default: "IXUSR|IRWXG|IRWXO",
    meaning: "permissions that new files do not get; -u on the command line goes before it",
    example: "umask 022",
    tier: "rare",
    support: "full",
  },
  random_seed: {
    argument: integer(0),
    default: "time",
    meaning: "makes _RANDOM repeatable",
    tier: "rare",
    support: "checked",
  },
  reload_check_config: {
    argument: optional(text()),
    default: null,
    meaning:
      "keep the old configuration also where a config test would merely mention something in the " +
      "new one, and append what it found to this file",
    tier: "common",
    support: "full",
  },
  reload_time_file: {
    argument: text(),
    default: null,
    meaning: "file that names the time of the next reload in its first line",
    example: "reload_time_file /etc/keepalived/reload-at",
    tier: "rare",
    support: "full",
    missingValue: "named",
  },
  reload_repeat: {
    argument: none,
    default: null,
    meaning: "keep that file, and reload every day at its time where it names no day",
    tier: "rare",
    support: "full",
  },
  reload_file: {
    argument: optional(text()),
    default: "off; <piddir>/keepalived.reload",
    meaning:
      "file that is there while a reload reads the configuration, for programs that wait for it",
    tier: "rare",
    support: "full",
  },
  include_check: {
    argument: words("[+|-] readable|match|wildcard_match|brace_match ..."),
    default: "off; no args = all",
    meaning:
      "what includes have to match, as includer, includem, includew and includeb ask for; " +
      "it holds for this file and those it includes",
    example: "include_check + readable match",
    tier: "rare",
    support: "full",
  },
  config_save_dir: {
    argument: text(),
    default: null,
    meaning:
      "folder that gets the configuration and the state before and after each reload, to " +
      "look into what went wrong",
    tier: "rare",
    support: "checked",
  },
  tmp_config_directory: {
    argument: text(),
    default: "memfd",
    meaning:
      "folder for the copy of the configuration that all processes read; a reload cannot change it",
    tier: "rare",
    support: "checked",
    missingValue: "named",
  },
  data_use_instance: {
    argument: flag,
    default: null,
    meaning: "put the namespace and the name of the daemon into the names of dump files",
    tier: "rare",
    support: "full",
  },
  json_version: {
    argument: integer(1, 2),
    default: "1",
    meaning: "layout of the JSON dump",
    tier: "rare",
    support: "full",
  },
  state_dump_file: {
    argument: text(),
    default: "<tmp>/keepalived.data",
    meaning: "where the dumps of data go; those of other processes add _parent, _check and _bfd",
    tier: "rare",
    support: "full",
  },
  stats_dump_file: {
    argument: text(),
    default: "<tmp>/keepalived.stats",
    meaning: "where the dump of statistics would go; it still goes to keepalived.stats",
    tier: "rare",
    support: "full",
  },
  json_dump_file: {
    argument: text(),
    default: "<tmp>/keepalived.json",
    meaning: "where the JSON dump would go; it still goes to keepalived.json",
    tier: "rare",
    support: "full",
  },
  iproute_usr_dir: {
    argument: text(),
    default: "build time",
    meaning: "folder of the names of routing tables and the like that come with the system",
    tier: "rare",
    support: "full",
  },
  iproute_etc_dir: {
    argument: text(),
    default: "build time",
    meaning: "folder of the administrator's own names, which go before those",
    tier: "rare",
    support: "full",
  },
} as const satisfies KeywordSection;
