import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { buildConfiguration } from "../../../../src/config/build/build-configuration.ts";
import { unknownHost } from "../../../../src/config/build/facts.ts";
import { formatFile } from "../../../../src/config/format/format-file.ts";
import { decodeText, encodeText } from "../../../../src/config/language/text.ts";
import { configurationText } from "../language/arbitrary.ts";
import { environment, type FileMap, filesOf, read, shape } from "../language/reading.ts";
import { samples } from "./samples.ts";

const included = samples.included ?? "";

function formatted(text: string, others: FileMap = { "/etc/x": included }) {
  return formatFile(
    "main.conf",
    filesOf({ ...others, "/etc/main.conf": bytes(text) }),
    environment,
  );
}

/** Not every text is UTF-8. */
const bytes = (text: string): Uint8Array => encodeText(text);

/** The statements and the model, for one of the machines that share the file. */
function meaningOf(text: string, configId: string) {
  const map = { "/etc/main.conf": bytes(text), "/etc/x": included };
  const { statements } = read(map, { configId, random: (minimum) => minimum });
  const { configuration } = buildConfiguration(statements, unknownHost);
  return { statements: shape(statements), model: withoutPlaces(configuration) };
}

const withoutPlaces = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, inner) => (isPlace(inner) ? "somewhere" : inner)));

const isPlace = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "line" in value && "column" in value;

/** Null where the file is left alone. */
function checkFormatting(text: string): string | null {
  const first = formatted(text);
  if (!first.ok) return null;
  const after = decodeText(first.value.after).text;
  for (const configId of ["low", "high", "other"]) {
    assert.deepEqual(meaningOf(after, configId), meaningOf(text, configId), configId);
  }
  const again = formatted(after);
  assert.deepEqual(again.ok && again.value.after, first.value.after);
  return after;
}

test("formatted samples mean the same on every machine, and formatting them again is nothing", () => {
  for (const [name, text] of Object.entries(samples)) {
    assert.notEqual(checkFormatting(text), null, name);
  }
});

test("a file whose braces do not match is left alone, and the findings say where", () => {
  const result = formatted("a {\n b\n}\n}\n");
  assert.ok(!result.ok && result.error.code === "unsound");
  assert.deepEqual(
    result.error.findings.map(({ code, span }) => `${code} ${span?.line}`),
    ["HF0012 4"],
  );
});

test("a brace missing in another file does not keep this one from being laid out", () => {
  const result = formatted("include x\na{\n}\n", { "/etc/x": "b\n}\n" });
  assert.equal(result.ok && decodeText(result.value.after).text, "include x\na {\n}\n");
});

test("a file that is not there cannot be laid out", () => {
  const result = formatFile("none.conf", filesOf({}), environment);
  assert.ok(!result.ok && result.error.code === "unsound");
  assert.equal(result.error.findings[0]?.code, "HF0001");
});

test("a block that would count for another one on a line of its own is left where it is", () => {
  const result = formatted("global { top { a }\n}\n");
  assert.ok(result.ok);
  const moved = formatted("global_defs { vrrp_instance A { state BACKUP\n}\n}\n");
  assert.ok(!moved.ok && moved.error.code === "meaning");
});

test("bytes that are not UTF-8, and a byte order mark, stay", () => {
  const before = Uint8Array.of(0xef, 0xbb, 0xbf, 0x61, 0x20, 0x20, 0xe9, 0x0d, 0x0a);
  const result = formatFile("main.conf", filesOf({ "/etc/main.conf": before }), environment);
  assert.ok(result.ok);
  assert.deepEqual([...result.value.after], [0xef, 0xbb, 0xbf, 0x61, 0x20, 0xe9, 0x0a]);
});

test("property: any text keeps its meaning, and is laid out once for all", () => {
  fc.assert(
    fc.property(configurationText, (text) => {
      checkFormatting(text);
    }),
    { numRuns: 1000 },
  );
});

test("property: so does a sample in which something was changed", () => {
  const change = fc.tuple(
    fc.nat(),
    fc.nat(2),
    fc.constantFrom("", "{", "}", "\n", " ", '"', "'", "\\", "\\\n", "#", "@low ", "$IF", "\r\n"),
  );
  const sample = fc.constantFrom(...Object.values(samples));
  fc.assert(
    fc.property(sample, fc.array(change, { maxLength: 4 }), (text, changes) => {
      let changed = text;
      for (const [at, removed, added] of changes) {
        const from = at % (changed.length + 1);
        changed = changed.slice(0, from) + added + changed.slice(from + removed);
      }
      checkFormatting(changed);
    }),
    { numRuns: 500 },
  );
});

test("a file in which the reader had to guess where a brace is missing is left alone too", () => {
  const result = formatted("a {\n  b 1\n\n  c {\n  }\n}\nd 1\n  e 2\n}\n");
  assert.ok(!result.ok && result.error.code === "unsound");
});
