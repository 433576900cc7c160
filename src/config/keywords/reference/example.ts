/** A line or block as one writes it: the row's own, else one made from what the keyword takes. */
import { layOut } from "../../format/lay-out.ts";
import type { Argument, Duration, Integer } from "../argument.ts";
import { inUnit, syntaxOf } from "../describe.ts";
import { keywordOf, type SectionName, sectionIn, sections } from "../table.ts";

/** As `holdfast fmt` lays it out; null where the keyword is an idea of the language, not a word. */
export function exampleOf(section: SectionName, name: string): string | null {
  const example = writtenExample(section, name);
  return example === null ? null : layOut(example).trimEnd();
}

function writtenExample(section: SectionName, name: string): string | null {
  const keyword = keywordOf(section, name);
  if (keyword === null) return null;
  if (keyword.example !== undefined) return keyword.example;
  if (section === "language") return null;
  if (keyword.argument.kind === "section") return blockExample(section, name, keyword.argument);
  const before = section === "address line" ? "192.0.2.1/24 " : "";
  return `${before}${name} ${sampleOf(keyword.argument, keyword.default)}`.trimEnd();
}

/** A block with what it cannot do without. */
function blockExample(
  section: SectionName,
  name: string,
  { heading }: { readonly heading: string },
): string {
  const inner = sectionIn(section, name);
  const needed = inner === null ? [] : Object.keys(sections[inner]);
  const lines = needed
    .filter((each) => inner !== null && keywordOf(inner, each)?.required === true)
    .flatMap((each) => (inner === null ? [] : (writtenExample(inner, each)?.split("\n") ?? [])))
    .map((line) => `${line}\n`);
  const title = heading === "" ? name : `${name} ${heading.replace(/NAME.*/, "example")}`;
  return `${title} {\n${lines.join("")}}`;
}

function sampleOf(argument: Argument, fallback: string | null): string {
  switch (argument.kind) {
    case "none":
    case "flag":
      return "";
    case "integer":
      return String(numberFrom(fallback, integerBounds(argument)));
    case "duration":
      return String(numberFrom(fallback, durationBounds(argument)));
    case "choice":
      return argument.values.find((value) => value === fallback) ?? argument.values[0] ?? "";
    case "optional":
      return sampleOf(argument.of, fallback);
    case "address":
      return addressFor(argument);
    case "integers":
      return `${argument.minimum} ${argument.minimum + 1}`;
    case "words":
    case "lines":
    case "section":
      return syntaxOf(argument);
    default:
      return fixedValues[argument.kind];
  }
}

/** Names and addresses that are set aside for documentation (RFC 5737, RFC 3849). */
const fixedValues = {
  text: "example",
  secret: "s3cret",
  interface: "eth0",
  command: '"/usr/local/bin/example one two"',
  identity: "nobody",
} as const;

function addressFor(argument: {
  readonly family: "ipv4" | "ipv6" | null;
  readonly multicast: boolean;
}): string {
  const isIpv6 = argument.family === "ipv6";
  if (argument.multicast) return isIpv6 ? "ff02::12" : "224.0.0.18";
  return isIpv6 ? "2001:db8::10" : "192.0.2.10";
}

interface Bounds {
  readonly minimum: number;
  readonly maximum: number;
}

const integerBounds = ({ minimum, maximum }: Integer): Bounds => ({ minimum, maximum });

const durationBounds = ({ minimumMicros, maximumMicros, unit }: Duration): Bounds => ({
  minimum: Number(inUnit(minimumMicros, unit)),
  maximum: Number(inUnit(maximumMicros, unit)),
});

/** A common value that is neither off nor out of bounds. */
const usual = 10;

/** The default where it is a number of the range. */
function numberFrom(fallback: string | null, { minimum, maximum }: Bounds): number {
  const number = Number(/^\d+(?:\.\d+)?/.exec(fallback ?? "")?.[0] ?? Number.NaN);
  const isUsable = number > 0 && number >= minimum && number <= maximum;
  return isUsable ? number : Math.min(maximum, Math.max(minimum, usual));
}
