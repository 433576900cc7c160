/** Checks the small configurations that explain a code: on a machine that is always the same. */
import { failure, success } from "../../wire/result.ts";
import type { Example } from "../diagnostics/code.ts";
import type { Files } from "../files.ts";
import type { Environment } from "../language/read-configuration.ts";
import { encodeText } from "../language/text.ts";
import { type Check, checkConfiguration } from "./check-configuration.ts";
import type { Machine } from "./machine.ts";
import { withNothingToRun } from "./nothing-to-run.ts";
import type { PathPart } from "./unsafe-path.ts";

const folder = "/etc/keepalived";
const name = "keepalived.conf";

const environment: Environment = {
  configId: "node-a",
  requireIncludes: false,
  environmentVariable: () => null,
  random: (minimum) => minimum,
  workingDirectory: folder,
};

const interfaces = new Set(["lo", "eth0", "eth1"]);
const users = new Set(["root", "keepalived_script"]);
/** What is in root's folders is there and root's alone; what is in /home somebody may change. */
const program = /^\/(?:usr|etc|bin|home)\//;

/** As a machine has them that nobody has made a director yet. */
const settings: Readonly<Record<string, string>> = {
  "net/ipv4/ip_forward": "0",
  "net/ipv4/conf/all/send_redirects": "1",
  "net/ipv4/vs/conntrack": "0",
};

/** It has eth0 and eth1, root and keepalived_script, and every program but those in /opt. */
const exampleMachine: Machine = {
  hostName: "node-a",
  mtuOf: (name) => (interfaces.has(name) ? 1500 : null),
  interfaceExists: (name) => interfaces.has(name),
  interfaceNames: () => [...interfaces],
  userExists: (name) => users.has(name),
  isRoot: (user) => user === null || user === "root",
  isExecutable: (name) => program.test(name),
  pathParts: (name) => (program.test(name) ? partsOf(name) : []),
  patternProblem: ({ pattern }) =>
    pattern.split("(").length === pattern.split(")").length
      ? null
      : `regex "${pattern}" is no pattern: missing closing parenthesis (at byte ${pattern.length})`,
  setting: (path) => settings[path] ?? null,
  linkTowards: (address) => (address.startsWith("192.0.2.") ? "eth0" : null),
};

/** The check of one of an example's two texts. */
export const checkExample = (text: string, others: Example["files"] = {}): Check =>
  checkExampleFile(name, { ...others, [`${folder}/${name}`]: text });

/** Of the file of that name in /etc/keepalived; `texts` are by path. */
export const checkExampleFile = (shownAs: string, texts: NonNullable<Example["files"]>): Check =>
  withNothingToRun(
    checkConfiguration(shownAs, filesOf(texts), environment, exampleMachine),
    shownAs,
  );

const filesOf = (texts: NonNullable<Example["files"]>): Files => ({
  read: (name) => {
    const text = texts[name];
    if (text === undefined) return failure({ code: "notFound" });
    return text === null ? failure({ code: "notReadable" }) : success(encodeText(text));
  },
  // Of wildcards the examples need no more than one star at the end of a path.
  glob: (pattern) =>
    Object.keys(texts)
      .filter((name) => matches(name, pattern))
      .sort(),
  resolve: (directory, name) => (name.startsWith("/") ? name : `${directory}/${name}`),
  directoryOf: (name) => name.slice(0, name.lastIndexOf("/")) || "/",
});

function matches(name: string, pattern: string): boolean {
  const [before = "", after = ""] = pattern.split("*");
  return name.startsWith(before) && name.endsWith(after) && name.length >= pattern.length - 1;
}

function partsOf(name: string): readonly PathPart[] {
  const mode = name.startsWith("/home/") ? 0o775 : 0o755;
  return [{ path: name, kind: "file", ownerId: mode === 0o755 ? 0 : 1000, groupId: 0, mode }];
}
