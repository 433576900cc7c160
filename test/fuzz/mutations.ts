/** Files as they are, with the mistakes of people, editors and broken disks put into them. */
import fc from "fast-check";

const pieces = [
  "{",
  "}",
  "{}",
  '"',
  "\\",
  "#",
  "!",
  "$NAME",
  `\${NAME}`,
  "$NAME=1",
  "$NAME= \\",
  "~SEQ(N,1,3) ",
  "~SEQ(N,1,2000) x $N",
  "~LST(N,a,b) ",
  "@other ",
  "@^other ",
  "include main.conf",
  "include *",
  "include_check match",
  "\r",
  "\0",
  "\t",
  "\u00a0",
  "-1",
  "0",
  "255",
  "256",
  "4294967296",
  "99999999999999999999",
  "1e3",
  "0x10",
  "nan",
  "10.0.0.256",
  "10.0.0.1/33",
  "::1/129",
  "fe80::1%eth0",
  "dev",
  "no",
  "true",
  "real_server",
  "virtual_server",
  "vrrp_instance",
  "x".repeat(2_000),
];

type Mutation = (lines: string[], at: number, other: number, piece: string) => void;

/** Positions are any numbers: they are taken modulo what there is. */
const mutations: Readonly<Record<string, Mutation>> = {
  dropLine: (lines, at) => void lines.splice(at % lines.length, 1),
  repeatLine: (lines, at) => void lines.splice(at % lines.length, 0, lineOf(lines, at)),
  swapLines: (lines, at, other) => {
    const first = lineOf(lines, at);
    lines[at % lines.length] = lineOf(lines, other);
    lines[other % lines.length] = first;
  },
  joinLines: (lines, at) => {
    const next = lines.splice((at % lines.length) + 1, 1);
    change(lines, at, (line) => line + next.join(""));
  },
  cutFile: (lines, at) => void lines.splice(Math.max(1, at % lines.length)),
  insertLine: (lines, at, _other, piece) => void lines.splice(at % lines.length, 0, piece),
  insert: (lines, at, other, piece) =>
    change(lines, at, (line) => {
      const column = other % (line.length + 1);
      return line.slice(0, column) + piece + line.slice(column);
    }),
  replaceWord: (lines, at, other, piece) =>
    change(lines, at, (line) => {
      const words = line.split(" ");
      words[other % words.length] = piece;
      return words.join(" ");
    }),
  borrowWord: (lines, at, other) =>
    change(lines, at, (line) => `${line} ${lineOf(lines, other).trim().split(" ")[0]}`),
  dropWord: (lines, at, other) =>
    change(lines, at, (line) => {
      const words = line.split(" ");
      words.splice(other % words.length, 1);
      return words.join(" ");
    }),
  dropLetter: (lines, at, other) =>
    change(lines, at, (line) => {
      const column = other % (line.length + 1);
      return line.slice(0, column) + line.slice(column + 1);
    }),
};

const lineOf = (lines: readonly string[], at: number): string => lines[at % lines.length] ?? "";

function change(lines: string[], at: number, by: (line: string) => string): void {
  lines[at % lines.length] = by(lineOf(lines, at));
}

const mostMutations = 12;

/** One of the texts with up to a dozen mutations. */
export function mutated(texts: readonly string[]): fc.Arbitrary<string> {
  const mutation = fc.record({
    kind: fc.constantFrom(...Object.keys(mutations)),
    at: fc.nat(),
    other: fc.nat(),
    piece: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...pieces) },
      fc.string({ unit: "binary", maxLength: 12 }),
    ),
  });
  const plan = fc.array(mutation, { maxLength: mostMutations });
  return fc.tuple(fc.constantFrom(...texts), plan).map(([text, steps]) => {
    const lines = text.split("\n");
    for (const { kind, at, other, piece } of steps) {
      if (lines.length > 0) mutations[kind]?.(lines, at, other, piece);
    }
    return lines.join("\n");
  });
}
