import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const root = join(import.meta.dirname, "../../..");
const page = readFileSync(join(root, "docs/keepalived.md"), "utf8");

/** A heading of its own, or a paragraph that begins with its number. */
const heading = /^(?:#{2,3} |- \*\*)(?<number>\d+(?:\.\d+)?)\b/gm;
const sections = [...page.matchAll(heading)].map(({ groups }) => groups?.number ?? "");

/** Several may follow each other: "§7.4, §7.5 and §8". */
const citation = /keepalived\.md (?<list>§\d+(?:\.\d+)?(?:(?:,| and) §[\d.]+)*)/g;
const cited = /§(?<number>\d+(?:\.\d+)?)/g;

interface Citation {
  readonly file: string;
  readonly number: string;
}

/** A comment may break between the page and the number. */
const unbroken = (text: string): string => text.replaceAll(/\s*\n\s*(?:\*|\/\/|#)?\s*/g, " ");

function citationsIn(file: string): Citation[] {
  const text = unbroken(readFileSync(join(root, file), "utf8"));
  const lists = [...text.matchAll(citation)].map(({ groups }) => groups?.list ?? "");
  return lists.flatMap((list) =>
    [...list.matchAll(cited)].map(({ groups }) => ({ file, number: groups?.number ?? "" })),
  );
}

test("every section of docs/keepalived.md that a comment names is there", () => {
  const files = globSync("{src,test,bench}/**/*.{ts,txt,md}", { cwd: root });
  const citations = files.flatMap(citationsIn);
  assert.ok(citations.length > 0, "somebody cites the page");
  const lost = citations.filter(({ number }) => !sections.includes(number));
  assert.deepEqual(lost, []);
});

test("each section of docs/keepalived.md is there once, and in order", () => {
  const inOrder = [...new Set(sections)].toSorted((left, right) => {
    const [major = 0, minor = 0] = left.split(".").map(Number);
    const [otherMajor = 0, otherMinor = 0] = right.split(".").map(Number);
    return major - otherMajor || minor - otherMinor;
  });
  assert.deepEqual(sections, inOrder);
});
