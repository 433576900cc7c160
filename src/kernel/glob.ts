/** Paths by pattern as in glob(7): `*`, `?`, `[]`, `{a,b}`; only a dot matches a leading dot. */
import { type Dirent, readdirSync, statSync } from "node:fs";

/** A mistyped pattern must not walk the whole disk. */
const maximumPaths = 10_000;
const maximumAlternatives = 1_000;
const special = /[*?[]/;

/** Absolute paths that exist and match, sorted by their bytes, each once; at most 10,000. */
export function globPaths(pattern: string): readonly string[] {
  const found = new Set<string>();
  for (const alternative of expandBraces(pattern)) {
    for (const path of walk(alternative)) {
      if (found.size >= maximumPaths) break;
      found.add(path);
    }
  }
  return [...found].sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
}

/** `a{b,c{d,e}}` gives `ab`, `acd`, `ace`; a brace without its counterpart stands for itself. */
export function expandBraces(pattern: string): readonly string[] {
  let pending = [pattern];
  const done: string[] = [];
  while (pending.length > 0 && pending.length + done.length <= maximumAlternatives) {
    pending = pending.flatMap((text) => {
      const alternatives = expandFirst(text);
      if (alternatives === null) done.push(text);
      return alternatives ?? [];
    });
  }
  return done;
}

function expandFirst(text: string): string[] | null {
  for (let open = text.indexOf("{"); open >= 0; open = text.indexOf("{", open + 1)) {
    const parts = braceParts(text, open);
    if (parts === null) continue;
    const before = text.slice(0, open);
    const after = text.slice(parts.end);
    return parts.alternatives.map((alternative) => before + alternative + after);
  }
  return null;
}

function braceParts(text: string, open: number) {
  const alternatives: string[] = [];
  let depth = 0;
  let start = open + 1;
  for (let index = open; index < text.length; index++) {
    const character = text[index];
    if (character === "\\") index++;
    else if (character === "{") depth++;
    else if (character === "," && depth === 1) {
      alternatives.push(text.slice(start, index));
      start = index + 1;
    } else if (character === "}" && --depth === 0) {
      alternatives.push(text.slice(start, index));
      return { alternatives, end: index + 1 };
    }
  }
  return null;
}

function walk(pattern: string): readonly string[] {
  const segments = pattern.split("/").filter((segment) => segment !== "");
  let paths: string[] = [""];
  for (const [index, segment] of segments.entries()) {
    const isLast = index === segments.length - 1;
    const matches = special.test(segment) ? segmentMatcher(segment) : null;
    paths = paths.flatMap((path) => {
      if (matches === null) return [`${path}/${segment.replaceAll(/\\(.)/g, "$1")}`];
      return entriesOf(path === "" ? "/" : path)
        .filter((entry) => matches(entry.name) && (isLast || !entry.isFile()))
        .map((entry) => `${path}/${entry.name}`);
    });
    paths = paths.slice(0, maximumPaths);
  }
  return paths.filter((path) => statSync(path, { throwIfNoEntry: false }) !== undefined);
}

function entriesOf(directory: string): readonly Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch {
    // Not there, not readable, or no directory: it holds nothing that matches.
    return [];
  }
}

function segmentMatcher(segment: string): (name: string) => boolean {
  let source = "";
  for (let index = 0; index < segment.length; index++) {
    const character = segment[index] ?? "";
    const bracket = character === "[" ? bracketAt(segment, index) : null;
    if (bracket !== null) {
      source += bracket.source;
      index = bracket.end;
    } else if (character === "*") source += ".*";
    else if (character === "?") source += ".";
    else if (character === "\\") source += escaped(segment[++index] ?? "\\");
    else source += escaped(character);
  }
  const expression = compile(source);
  const wantsDot = segment.startsWith(".") || segment.startsWith("\\.");
  return (name) => (wantsDot || !name.startsWith(".")) && expression.test(name);
}

/** A range that runs backwards matches nothing. */
function compile(source: string): RegExp {
  try {
    return new RegExp(`^${source}$`, "su");
  } catch {
    return /(?!)/;
  }
}

const escaped = (character: string): string => character.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&");

/** `[a-z]` and `[!a-z]`; a `]` right behind the opening belongs to the set. */
function bracketAt(segment: string, open: number) {
  const isNegated = segment[open + 1] === "!" || segment[open + 1] === "^";
  const start = open + (isNegated ? 2 : 1);
  const end = segment.indexOf("]", start + 1);
  if (end < 0) return null;
  const set = segment.slice(start, end).replaceAll(/[\\[\]^]/g, "\\$&");
  return { source: `[${isNegated ? "^" : ""}${set}]`, end };
}
