/**
 * The keyword table: every keyword that keepalived 2.4 knows, by the kind of block it stands in.
 */
import { addressLineKeywords } from "./address-line.ts";
import type { Argument } from "./argument.ts";
import { bfdCheckKeywords } from "./checks/bfd-check.ts";
import { dnsCheckKeywords } from "./checks/dns-check.ts";
import { fileCheckKeywords } from "./checks/file-check.ts";
import { httpGetKeywords } from "./checks/http-get.ts";
import { miscCheckKeywords } from "./checks/misc-check.ts";
import { pingCheckKeywords } from "./checks/ping-check.ts";
import { smtpCheckKeywords, smtpHostKeywords } from "./checks/smtp-check.ts";
import { sslKeywords } from "./checks/ssl.ts";
import { sslGetKeywords } from "./checks/ssl-get.ts";
import { tcpCheckKeywords } from "./checks/tcp-check.ts";
import { udpCheckKeywords } from "./checks/udp-check.ts";
import { urlKeywords } from "./checks/url.ts";
import { globalDefinitionKeywords } from "./global-defs/keywords.ts";
import { garpGroupKeywords } from "./groups/garp-group.ts";
import { syncGroupKeywords } from "./groups/sync-group.ts";
import { trackGroupKeywords } from "./groups/track-group.ts";
import type { Keyword, KeywordSection } from "./keyword.ts";
import { languageKeywords } from "./language.ts";
import { realServerKeywords } from "./lvs/real-server.ts";
import { virtualServerKeywords } from "./lvs/virtual-server.ts";
import { virtualServerGroupKeywords } from "./lvs/virtual-server-group.ts";
import { isClearlyMeant, nearest } from "./nearest.ts";
import { rootKeywords } from "./root.ts";
import { routeLineKeywords } from "./route-line.ts";
import { ruleLineKeywords } from "./rule-line.ts";
import { bfdInstanceKeywords } from "./tracking/bfd-instance.ts";
import { trackProcessKeywords } from "./tracking/processes.ts";
import { trackFileKeywords } from "./tracking/track-file.ts";
import { vrrpScriptKeywords } from "./tracking/vrrp-script.ts";
import { authHmacKeywords } from "./vrrp-instance/auth-hmac.ts";
import { authenticationKeywords } from "./vrrp-instance/authentication.ts";
import { vrrpInstanceKeywords } from "./vrrp-instance/keywords.ts";

/** A section's name is its path of block keywords; the lines of value lists have sections too. */
export const sections = {
  language: languageKeywords,
  root: rootKeywords,
  global_defs: globalDefinitionKeywords,
  track_group: trackGroupKeywords,
  garp_group: garpGroupKeywords,
  vrrp_sync_group: syncGroupKeywords,
  vrrp_instance: vrrpInstanceKeywords,
  "vrrp_instance/authentication": authenticationKeywords,
  "vrrp_instance/auth_hmac": authHmacKeywords,
  "address line": addressLineKeywords,
  "route line": routeLineKeywords,
  "rule line": ruleLineKeywords,
  vrrp_script: vrrpScriptKeywords,
  vrrp_track_process: trackProcessKeywords,
  track_file: trackFileKeywords,
  bfd_instance: bfdInstanceKeywords,
  SSL: sslKeywords,
  virtual_server_group: virtualServerGroupKeywords,
  virtual_server: virtualServerKeywords,
  "virtual_server/real_server": realServerKeywords,
  "virtual_server/real_server/HTTP_GET": httpGetKeywords,
  "virtual_server/real_server/HTTP_GET/url": urlKeywords,
  "virtual_server/real_server/SSL_GET": sslGetKeywords,
  "virtual_server/real_server/SSL_GET/url": urlKeywords,
  "virtual_server/real_server/TCP_CHECK": tcpCheckKeywords,
  "virtual_server/real_server/UDP_CHECK": udpCheckKeywords,
  "virtual_server/real_server/SMTP_CHECK": smtpCheckKeywords,
  "virtual_server/real_server/SMTP_CHECK/host": smtpHostKeywords,
  "virtual_server/real_server/DNS_CHECK": dnsCheckKeywords,
  "virtual_server/real_server/MISC_CHECK": miscCheckKeywords,
  "virtual_server/real_server/PING_CHECK": pingCheckKeywords,
  "virtual_server/real_server/BFD_CHECK": bfdCheckKeywords,
  "virtual_server/real_server/FILE_CHECK": fileCheckKeywords,
} as const satisfies Readonly<Record<string, KeywordSection>>;

export type SectionName = keyof typeof sections;

const isSection = (name: string): name is SectionName => Object.hasOwn(sections, name);

/** Blocks that are an old name of another one. */
const sameSection: Readonly<Record<string, SectionName>> = { vrrp_track_file: "track_file" };

/** The row of `name`, or null when the section does not know it; names are case sensitive. */
export function keywordOf(section: SectionName, name: string): Keyword | null {
  return rowsOf.get(section)?.get(name) ?? null;
}

/** As maps: every line of every file is looked up. */
const rowsOf: ReadonlyMap<SectionName, ReadonlyMap<string, Keyword>> = new Map(
  Object.keys(sections)
    .filter(isSection)
    .map((section) => [section, new Map(Object.entries<Keyword>(sections[section]))] as const),
);

/**
 * The section whose keywords stand in the block of `keyword`, or null for lists and plain
 * keywords.
 */
export function sectionIn(parent: SectionName, keyword: string): SectionName | null {
  const path = parent === "root" ? keyword : `${parent}/${keyword}`;
  const name = sameSection[path] ?? path;
  return isSection(name) ? name : null;
}

const namesOf: ReadonlyMap<SectionName, readonly string[]> = new Map(
  Object.keys(sections)
    .filter(isSection)
    .map((section) => [section, Object.keys(sections[section])] as const),
);

/** The keyword of the section that `name` was probably meant to be. */
export const nearestKeyword = (section: SectionName, name: string): string | null =>
  nearest(name, namesOf.get(section) ?? []);

/** Whether `meant` is the one keyword of the section that `name` can be a slip of. */
export const isClearlyMeantIn = (section: SectionName, meant: string, name: string): boolean =>
  isClearlyMeant(meant, name, namesOf.get(section) ?? []);

export const sectionNames: readonly SectionName[] = [...namesOf.keys()];

/** Sections of blocks: lines of data are not what a stray keyword belongs to. */
const blockSections: readonly SectionName[] = sectionNames.filter(
  (section) => !section.includes(" ") && section !== "language",
);

/** A section or a list. */
export function opensBlock(argument: Argument): boolean {
  return argument.kind === "section" || argument.kind === "lines";
}

/** Which block a keyword that this section lacks belongs in; null when there is none or many. */
export const homeOf = (name: string): SectionName | null => onlyHomes.get(name) ?? null;

/** Null for the names that several blocks know. */
const onlyHomes: ReadonlyMap<string, SectionName | null> = blockSections.reduce(
  (homes, section) =>
    Object.keys(sections[section]).reduce(
      (known, name) => known.set(name, known.has(name) ? null : section),
      homes,
    ),
  new Map<string, SectionName | null>(),
);

/** Blocks that stand outside all others: their names mean nothing anywhere else. */
export const outermostBlocks: ReadonlySet<string> = new Set(
  Object.entries<Keyword>(rootKeywords)
    .filter(([, { argument }]) => opensBlock(argument))
    .map(([name]) => name)
    .filter((name) => homeOf(name) === "root"),
);
