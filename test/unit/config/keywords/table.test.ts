import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import {
  homeOf,
  keywordOf,
  nearestKeyword,
  outermostBlocks,
  type SectionName,
  sectionIn,
  sections,
} from "../../../../src/config/keywords/table.ts";

/** Section, name and tier of everything that keepalived 2.4 knows. */
const known = readFileSync(join(import.meta.dirname, "../../../fixtures/keywords.tsv"), "utf8")
  .trim()
  .split("\n")
  .slice(1)
  .map((line) => line.split("\t"));

test("every keyword of keepalived 2.4 is known in its section, with its tier", () => {
  for (const [section, name, tier] of known) {
    const keyword = keywordOf(section as SectionName, name ?? "");
    assert.equal(keyword?.tier, tier, `${section}: ${name}`);
  }
  assert.equal(known.length, 667);
});

test("what keepalived does not know is marked as Holdfast's own", () => {
  const names = new Set(known.map(([section, name]) => `${section}: ${name}`));
  for (const [inside, keywords] of Object.entries(sections)) {
    // What stands in a `host` stands in its SMTP_CHECK too.
    const section = inside.replace("/host", "");
    for (const name of Object.keys(keywords)) {
      const own = keywordOf(inside as SectionName, name)?.own ?? false;
      assert.equal(names.has(`${section}: ${name}`), !own, `${section}: ${name}`);
    }
  }
});

test("names of the language's own objects are no keywords", () => {
  assert.equal(keywordOf("root", "constructor"), null);
  assert.equal(keywordOf("vrrp_instance", "__proto__"), null);
});

test("a misspelt keyword is answered with the nearest one of its section", () => {
  assert.equal(nearestKeyword("vrrp_instance", "prioriy"), "priority");
  assert.equal(nearestKeyword("vrrp_instance", "virtual_ipadress"), "virtual_ipaddress");
  assert.equal(nearestKeyword("vrrp_instance", "PRIORITY"), "priority");
  assert.equal(nearestKeyword("vrrp_instance", "nat_mask"), null);
});

test("a keyword in the wrong block is told where it belongs, when that is one place", () => {
  assert.equal(homeOf("virtual_router_id"), "vrrp_instance");
  assert.equal(homeOf("weight"), null);
});

test("blocks lead to their sections, old names too", () => {
  assert.equal(sectionIn("root", "vrrp_track_file"), "track_file");
  assert.equal(sectionIn("vrrp_instance", "authentication"), "vrrp_instance/authentication");
  assert.equal(sectionIn("vrrp_instance", "virtual_ipaddress"), null);
});

test("outermost blocks are those of the root that have no meaning inside another", () => {
  for (const name of ["global_defs", "vrrp_instance", "vrrp_script", "virtual_server"]) {
    assert.ok(outermostBlocks.has(name), name);
  }
  for (const name of ["track_file", "track_script", "net_namespace", "instance"]) {
    assert.ok(!outermostBlocks.has(name), name);
  }
});
