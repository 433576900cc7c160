/** The smallest sound file around one line or block of a section. */
import { entriesIn } from "../../../../src/config/keywords/reference/entries.ts";
import { exampleOf } from "../../../../src/config/keywords/reference/example.ts";
import { type SectionName, sections } from "../../../../src/config/keywords/table.ts";

/** What stands between keyword and brace. */
const headings: Partial<Record<SectionName, string>> = {
  track_group: "example",
  vrrp_sync_group: "example",
  vrrp_instance: "VI_1",
  vrrp_script: "example",
  vrrp_track_process: "example",
  track_file: "example",
  bfd_instance: "example",
  virtual_server_group: "example",
  virtual_server: "192.0.2.1 80",
  "virtual_server/real_server": "192.0.2.10 80",
};

/** What a sound block has, beyond what the table demands. */
const customary: Partial<Record<SectionName, Readonly<Record<string, string>>>> = {
  vrrp_sync_group: { group: "group {\nVI_1\nVI_2\n}" },
  garp_group: { garp_interval: "garp_interval 0.1" },
  vrrp_instance: { virtual_ipaddress: "virtual_ipaddress {\n192.0.2.1/24\n}" },
  virtual_server: {
    protocol: "protocol TCP",
    lb_algo: "lb_algo wlc",
    lb_kind: "lb_kind NAT",
    real_server: "real_server 192.0.2.10 80 {\nweight 10\n}",
  },
  "virtual_server/real_server/HTTP_GET": { url: "url {\npath /\n}" },
  "virtual_server/real_server/SSL_GET": { url: "url {\npath /\n}" },
};

/** Data lines stand in a list of this block. */
const lists: Partial<Record<SectionName, string>> = {
  "address line": "virtual_ipaddress_excluded",
  "route line": "virtual_routes",
  "rule line": "virtual_rules",
};

/** Only what is static can be followed by a group. */
const staticLists: Readonly<Record<string, string>> = {
  virtual_ipaddress_excluded: "static_ipaddress",
  virtual_routes: "static_routes",
  virtual_rules: "static_rules",
};

/** A file in which everything but the example is as it should be. */
export function configurationAround(section: SectionName, example: string): string {
  if (section === "root") return `${example}\n`;
  if (section === "language") return configurationAround("vrrp_instance", example);
  const list = lists[section];
  if (list !== undefined && example.includes("track_group")) {
    return block(staticLists[list] ?? list, example);
  }
  if (list !== undefined) return configurationAround("vrrp_instance", block(list, example));
  const parts = section.split("/");
  const keyword = parts.at(-1) ?? "";
  const parent = parts.slice(0, -1).join("/");
  const heading = `${keyword} ${headings[section] ?? ""}`.trimEnd();
  const text = block(heading, withNeeded(example, { ...required(section), ...customary[section] }));
  return configurationAround(isSection(parent) ? parent : "root", text);
}

const isSection = (name: string): name is SectionName => Object.hasOwn(sections, name);

/** The examples of what a block of that section cannot do without. */
const required = (section: SectionName): Readonly<Record<string, string>> =>
  Object.fromEntries(
    entriesIn(section)
      .filter(({ keyword }) => keyword.required === true)
      .map(({ name }) => [name, exampleOf(section, name) ?? ""]),
  );

/** Before the example what its block needs, but for what the example has itself. */
function withNeeded(example: string, needed: Readonly<Record<string, string>>): string {
  const given = new Set(example.split("\n").map((line) => line.split(" ")[0]));
  const lines = Object.entries(needed).filter(([keyword]) => !given.has(keyword));
  return [...lines.map(([, text]) => text), example].join("\n");
}

const block = (heading: string, inner: string): string => `${heading} {\n${inner}\n}\n`;
