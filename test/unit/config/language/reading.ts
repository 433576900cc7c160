/** Reads configurations from a map of paths to texts, and shows statements as nested lists. */
import { posix } from "node:path";
import type { FileError, Files } from "../../../../src/config/files.ts";
import {
  type Environment,
  type Reading,
  readConfiguration,
} from "../../../../src/config/language/read-configuration.ts";
import type { Span, Statement } from "../../../../src/config/language/tree.ts";

export type FileMap = Readonly<Record<string, string | Uint8Array | FileError["code"]>>;

const codes: ReadonlySet<string> = new Set([
  "notFound",
  "notReadable",
  "isDirectory",
  "notRegular",
  "executable",
]);

export function filesOf(map: FileMap): Files {
  return {
    read: (path) => {
      const content = map[path] ?? "notFound";
      if (typeof content !== "string") return { ok: true, value: content };
      if (codes.has(content)) {
        return { ok: false, error: { code: content as "notFound" } };
      }
      return { ok: true, value: new TextEncoder().encode(content) };
    },
    glob: (pattern) =>
      Object.keys(map)
        .filter((path) => posix.matchesGlob(path, pattern))
        .sort(),
    resolve: (directory, path) => posix.resolve(directory, path),
    directoryOf: (path) => posix.dirname(path),
  };
}

export const environment: Environment = {
  configId: "low",
  requireIncludes: false,
  environmentVariable: (name) => (name === "SITE" ? "north" : null),
  random: (min, max) => Math.floor((min + max) / 2),
  workingDirectory: "/etc",
};

/** Blocks that stand outside all others. */
const outermost: ReadonlySet<string> = new Set(["top", "global"]);

/** Reads `/etc/main.conf` of the map, or a text that stands for it. */
export function read(
  content: string | Uint8Array | FileMap,
  differences: Partial<Environment> = {},
): Reading {
  const isMap = typeof content === "object" && !(content instanceof Uint8Array);
  const map = isMap ? content : { "/etc/main.conf": content };
  return readConfiguration(
    "main.conf",
    filesOf(map),
    { ...environment, ...differences },
    outermost,
  );
}

/** Words joined by `|`; a statement with a block is a pair. */
export function shape(statements: readonly Statement[]): unknown[] {
  return statements.map((statement) => {
    const words = statement.words.map((word) => word.text).join("|");
    return statement.block === null ? words : [words, shape(statement.block.statements)];
  });
}

export const shapeOf = (content: string | FileMap): unknown[] => shape(read(content).statements);

/** `HF0012 main.conf:3:1+1` for each diagnostic. */
export function saidOf(content: string | Uint8Array | FileMap): string[] {
  const { diagnostics, sources } = read(content);
  return diagnostics.map(({ code, span }) => {
    if (span === null) return code;
    const path = sources[span.source]?.path ?? "?";
    return `${code} ${path}:${span.line}:${span.column}+${span.length}`;
  });
}

/** The text in the file that a span is about. */
export function textAt(reading: Reading, span: Span): string {
  const line = reading.sources[span.source]?.lines[span.line - 1] ?? "";
  return line.slice(span.column - 1, span.column - 1 + span.length);
}
