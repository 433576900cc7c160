/** `genhash`: prints the MD5 of a page, for `digest` of HTTP_GET and SSL_GET. */
import { writeSync } from "node:fs";
import { newPageSum } from "../../checks/http/page-sum.ts";
import { monotonicClock } from "../../kernel/timer.ts";
import { endWithReader } from "../end-with-reader.ts";
import { optionNames, versionText } from "../usage.ts";
import { fetchPage } from "./fetch-page.ts";
import { hexDump } from "./hex-dump.ts";
import { genhashOptions, type PageQuery, readGenhash } from "./options.ts";
import { PagePrinter, title } from "./page-printer.ts";

const standardError = 2;
const failed = 1;
const helpColumn = 28;

/** `program` is what it was called as. Gives the exit code. */
export async function runGenhash(program: string, words: readonly string[]): Promise<number> {
  const read = readGenhash(words);
  if (!read.ok) return refuse(`${read.error}\n"${program} --help" shows the options.`);
  switch (read.value.kind) {
    case "help":
      print(helpText(program));
      return 0;
    case "version":
      writeSync(standardError, versionText());
      return 0;
    case "hash":
      return printSum(read.value.query);
  }
}

async function printSum(query: PageQuery): Promise<number> {
  const sum = newPageSum();
  if (!sum.ok) return refuse(sum.error);
  endWithReader();
  const start = monotonicClock.now();
  const show = query.isVerbose ? print : null;
  const outcome = await fetchPage(query, (finish) => new PagePrinter(sum.value, show, finish));
  if (!outcome.ok) return refuse(outcome.reason);
  if (outcome.warning !== null) writeSync(standardError, `${outcome.warning}\n`);
  const digest = sum.value.digest();
  if (show !== null) {
    const tookMicros = monotonicClock.now() - start;
    show(`\n${title("HTML hash resulting")}${hexDump(digest)}`);
    show(`Global response time for [${query.path}] = ${tookMicros} usecs\n`);
  }
  print(`${digest.toString("hex")}\n`);
  return 0;
}

function helpText(program: string): string {
  const rows = genhashOptions.map(
    (spec) => `  ${optionNames(spec).padEnd(helpColumn)} ${spec.help}`,
  );
  return [
    `Usage: ${program} [OPTION...] -s ADDRESS -p PORT -u PATH`,
    "Prints the MD5 of a web server's page, as digest of HTTP_GET and SSL_GET wants it.",
    "",
    ...rows,
    "",
  ].join("\n");
}

/** At once, whatever it is written to: on Linux pipes are no exception. */
const print = (text: string): void => void process.stdout.write(text);

function refuse(sentence: string): number {
  writeSync(standardError, `${sentence}\n`);
  return failed;
}
