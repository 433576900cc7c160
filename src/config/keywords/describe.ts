/** Arguments in words: for the help beside a caret and for the reference page. */
import type { Argument, Duration, Integer } from "./argument.ts";
import { longestMicros } from "./arguments.ts";

/** What may stand there, as a noun: "a whole number from 1 to 255". */
export function describeArgument(argument: Argument): string {
  switch (argument.kind) {
    case "none":
      return "nothing";
    case "flag":
      return "true or false";
    case "integer":
      return `a whole number${rangeOf(argument)}`;
    case "duration":
      return `${durationNouns[argument.unit]}${durationRange(argument)}`;
    case "choice":
      return argument.values.join(" or ");
    case "address":
      return describeAddress(argument.family, argument.multicast);
    case "command":
      return argument.alone === true ? "a command, quoted when it has arguments" : commandAndUser;
    case "optional":
      return describeArgument(argument.of);
    case "integers":
      return `whole numbers from ${argument.minimum} to ${argument.maximum}`;
    case "words":
      return argument.syntax;
    case "lines":
      return `a block of lines: ${argument.item}`;
    default:
      return fixedDescriptions[argument.kind];
  }
}

const commandAndUser = "a command, quoted when it has arguments, and optionally a user and a group";

const fixedDescriptions = {
  text: "a word, quoted when it holds blanks",
  secret: "a password",
  interface: "the name of an interface",
  identity: "a user and optionally a group",
  section: "a block",
} as const;

/** As in a synopsis: `1..255`, `[BOOL]`, `CMD [USER [GROUP]]`; empty where nothing follows. */
export function syntaxOf(argument: Argument): string {
  switch (argument.kind) {
    case "none":
      return "";
    case "flag":
      return "[BOOL]";
    case "integer":
      return `${argument.minimum}..${argument.maximum} ${argument.unit}`.trimEnd();
    case "duration":
      return durationSyntax(argument);
    case "choice":
      return argument.values.join("|");
    case "command":
      return argument.alone === true ? "CMD" : "CMD [USER [GROUP]]";
    case "optional":
      return `[${syntaxOf(argument.of)}]`;
    case "integers":
      return `${argument.minimum}..${argument.maximum} ...`;
    case "words":
      return argument.syntax;
    case "lines":
      return argument.item.endsWith("...") ? `{ ${argument.item} }` : `{ ${argument.item} ... }`;
    case "section":
      return `${argument.heading} { }`.trimStart();
    default:
      return fixedSyntax[argument.kind];
  }
}

const fixedSyntax = {
  text: "STR",
  secret: "STR",
  interface: "IF",
  address: "IP",
  identity: "USER [[:]GROUP]",
} as const;

/** " from 1 to 255", " of at least 1"; with the unit. */
export function rangeOf({ minimum, maximum, unit }: Integer): string {
  const suffix = unit === "" ? "" : ` ${unit}`;
  if (maximum === 0xffff_ffff) return ` of at least ${minimum}${suffix}`;
  return ` from ${minimum} to ${maximum}${suffix}`;
}

export const durationNouns = { s: "seconds", ms: "milliseconds" } as const;

function durationRange({ minimumMicros, maximumMicros, unit }: Duration): string {
  const least = inUnit(minimumMicros, unit);
  if (maximumMicros === longestMicros) return ` of at least ${least}`;
  return ` from ${least} to ${inUnit(maximumMicros, unit)}`;
}

/** As the file writes it. */
export const inUnit = (micros: number, unit: Duration["unit"]): string =>
  inSeconds(unit === "ms" ? micros * 1_000 : micros);

/** Without exponent and trailing zeros: 1 µs is `0.000001`. */
export const inSeconds = (micros: number): string =>
  (micros / 1_000_000).toFixed(6).replace(/\.?0+$/, "");

function durationSyntax({ minimumMicros, maximumMicros, unit }: Duration): string {
  const most = maximumMicros === longestMicros ? "" : inUnit(maximumMicros, unit);
  return `${inUnit(minimumMicros, unit)}..${most} ${unit}`;
}

function describeAddress(family: "ipv4" | "ipv6" | null, multicast: boolean): string {
  const name = family === null ? "IP" : family === "ipv4" ? "IPv4" : "IPv6";
  return `an ${name} ${multicast ? "multicast address" : "address"}`;
}
