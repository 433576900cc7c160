import assert from "node:assert/strict";
import { test } from "node:test";
import { readInvocation } from "../../../src/cli/daemon-options.ts";
import { keepalivedOptions } from "../../../src/cli/keepalived-options.ts";
import type { DaemonOptions } from "../../../src/daemon/options.ts";

function optionsOf(...words: string[]): DaemonOptions {
  const read = readInvocation(words);
  assert.ok(read.ok && read.value.kind === "run", words.join(" "));
  return read.value.options;
}

const errorOf = (...words: string[]): string | null => {
  const read = readInvocation(words);
  return read.ok ? null : read.error;
};

test("without options the daemon leaves the terminal and logs to syslog", () => {
  const options = optionsOf();
  assert.equal(options.configurationFile, "/etc/keepalived/keepalived.conf");
  assert.equal(options.foreground, false);
  assert.equal(options.respawn, true);
  assert.deepEqual(options.log, {
    console: false,
    syslogFacility: "daemon",
    file: null,
    flushFile: false,
    detail: false,
  });
  assert.deepEqual(options.subsystems, {
    vrrp: true,
    checkers: true,
    bfd: true,
    evenUnused: false,
  });
});

test("every option with a short name has it once, and every long name is there once", () => {
  const shorts = keepalivedOptions.map(({ short }) => short).filter((short) => short !== null);
  const longs = keepalivedOptions.map(({ long }) => long);
  assert.equal(new Set(shorts).size, shorts.length);
  assert.equal(new Set(longs).size, longs.length);
});

test("what service files and containers give is understood", () => {
  const options = optionsOf(
    "--dont-fork",
    "--log-console",
    "-D",
    "-f",
    "/k.conf",
    "-p",
    "/p",
    "-P",
  );
  assert.equal(options.foreground, true);
  assert.equal(options.log.console, true);
  assert.equal(options.log.detail, true);
  assert.equal(options.pidFiles.parent, "/p");
  assert.deepEqual(options.subsystems, {
    vrrp: true,
    checkers: false,
    bfd: true,
    evenUnused: false,
  });
});

const facilities = [
  ["0", "local0"],
  ["7", "local7"],
  ["local3", "local3"],
  ["user", "user"],
  ["daemon", "daemon"],
] as const;
for (const [given, facility] of facilities) {
  test(`-S ${given} is the facility ${facility}`, () => {
    assert.equal(optionsOf("-S", given).log.syslogFacility, facility);
  });
}

for (const [given, mask] of [
  ["022", 0o022],
  ["18", 18],
  ["0x12", 0x12],
  ["0", 0],
] as const) {
  test(`-u ${given} is read in C's notation`, () => {
    assert.equal(optionsOf("-u", given).umask, mask);
  });
}

for (const [words, error] of [
  [["-S", "9"], "Invalid log facility '9'"],
  [["-u", "zz"], "Invalid --umask option zz"],
  [["-u", "01000"], "Invalid --umask option 01000"],
  [["--bogus"], "Unknown option --bogus"],
] as const) {
  test(`"${words.join(" ")}" is refused`, () => assert.equal(errorOf(...words), error));
}

test("-G, -R, -s, -i, -m and -M reach the daemon", () => {
  const options = optionsOf("-G", "-R", "-s", "blue", "-i", "node1", "-Mcore.%p");
  assert.equal(options.log.syslogFacility, null);
  assert.equal(options.respawn, false);
  assert.equal(options.networkNamespace, "blue");
  assert.equal(options.configurationId, "node1");
  assert.equal(options.coreDumps, true);
  assert.equal(options.coreDumpPattern, "core.%p");
});

test("words that belong to no option are told, and do no harm", () => {
  const read = readInvocation(["-n", "surplus", "-D"]);
  assert.ok(read.ok && read.value.kind === "run");
  assert.deepEqual(read.value.surplus, ["surplus"]);
  assert.equal(read.value.options.log.detail, true);
});

test("-g takes its file attached, and has one of its own without", () => {
  assert.equal(optionsOf("-g/var/log/k.log").log.file, "/var/log/k.log");
  assert.equal(optionsOf("-g").log.file, "/tmp/keepalived.log");
});

test("options whose subject is not built yet are accepted and remembered", () => {
  const ignored = ["-x", "--perf", "-a", "-X"];
  assert.deepEqual(optionsOf(...ignored, "-D", "-V", "-d").ignored, ignored);
});

test("-t asks for a config test, with a file for what it says if one is attached", () => {
  const plain = readInvocation(["-t", "-f", "/k.conf"]);
  assert.ok(plain.ok && plain.value.kind === "configTest");
  assert.equal(plain.value.outputFile, null);
  const logged = readInvocation(["-t/tmp/out", "-f", "/k.conf"]);
  assert.ok(logged.ok && logged.value.kind === "configTest");
  assert.equal(logged.value.outputFile, "/tmp/out");
});
