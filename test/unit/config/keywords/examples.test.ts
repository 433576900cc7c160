import assert from "node:assert/strict";
import { test } from "node:test";
import { checkConfiguration } from "../../../../src/config/build/check-configuration.ts";
import { checkerCodes } from "../../../../src/config/diagnostics/codes-checkers.ts";
import { globalCodes } from "../../../../src/config/diagnostics/codes-global.ts";
import { groupCodes } from "../../../../src/config/diagnostics/codes-groups.ts";
import { instanceCodes } from "../../../../src/config/diagnostics/codes-instance.ts";
import { ipvsCodes } from "../../../../src/config/diagnostics/codes-ipvs.ts";
import { keywordCodes } from "../../../../src/config/diagnostics/codes-keywords.ts";
import { linkCodes } from "../../../../src/config/diagnostics/codes-link.ts";
import { pageCheckCodes } from "../../../../src/config/diagnostics/codes-page-checks.ts";
import { routingCodes } from "../../../../src/config/diagnostics/codes-routing.ts";
import { serverGroupCodes } from "../../../../src/config/diagnostics/codes-server-groups.ts";
import { trackingCodes } from "../../../../src/config/diagnostics/codes-tracking.ts";
import type { Files } from "../../../../src/config/files.ts";
import { entriesIn, sectionNames } from "../../../../src/config/keywords/reference/entries.ts";
import { exampleOf } from "../../../../src/config/keywords/reference/example.ts";
import type { Environment } from "../../../../src/config/language/read-configuration.ts";
import { configurationAround } from "./surroundings.ts";

const environment: Environment = {
  configId: "router1",
  requireIncludes: false,
  environmentVariable: () => "north",
  random: (minimum) => minimum,
  workingDirectory: "/etc/keepalived",
};

/** One file with that text; every file that it includes is there and empty. */
const filesOf = (text: string): Files => ({
  read: (path) => ({ ok: true, value: new TextEncoder().encode(path === "main" ? text : "") }),
  glob: () => ["/etc/keepalived/other.conf"],
  resolve: (_, path) => path,
  directoryOf: () => "/etc/keepalived",
});

/** What is said of a keyword itself: that nothing acts on it yet, and that its name is old. */
const ofTheKeyword = [
  keywordCodes.notSupportedYet,
  keywordCodes.oldName,
  keywordCodes.deprecatedName,
  routingCodes.oldRouteWord,
  routingCodes.newDestinationIgnored,
  globalCodes.monitoringAbsent,
  instanceCodes.authenticationUnsupported,
  groupCodes.globalTracking,
  pageCheckCodes.onlyWithTls,
  linkCodes.vrfIgnored,
];
/** What is said of the rest of the file, where other blocks would use it or be used. */
const ofItsCompany = [
  trackingCodes.unknownTracker,
  trackingCodes.unusedScript,
  groupCodes.noMembers,
  groupCodes.memberUnknown,
  groupCodes.followerUnknown,
  routingCodes.trackGroupUnknown,
  serverGroupCodes.groupUnused,
  ipvsCodes.syncInstanceUnknown,
  checkerCodes.sessionUnknown,
  checkerCodes.fileUnknown,
];
const isExpected: ReadonlySet<string> = new Set(
  [...ofTheKeyword, ...ofItsCompany].map(({ code }) => code),
);

const saidOf = (text: string): readonly string[] =>
  checkConfiguration("main", filesOf(text), environment, null)
    .diagnostics.filter(({ code }) => !isExpected.has(code))
    .map(({ code, message }) => `${code} ${message}`);

for (const section of sectionNames) {
  test(`every example of ${section} is sound`, () => {
    for (const { name } of entriesIn(section)) {
      const example = exampleOf(section, name);
      if (section !== "language") assert.notEqual(example, null, name);
      if (example === null) continue;
      const text = configurationAround(section, example);
      assert.deepEqual(saidOf(text), [], `${name}\n${text}`);
    }
  });
}
