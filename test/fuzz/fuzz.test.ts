/** A short run of what `make fuzz` does for as long as one likes. */
import { test } from "node:test";
import fc from "fast-check";
import { mutated } from "./mutations.ts";
import { assertMentioned, assertReadable } from "./properties.ts";
import { ownFiles, textsIn } from "./texts.ts";

const texts = textsIn(ownFiles);

test("property: a mutated file is read in time, and every finding has its place", () => {
  fc.assert(fc.property(mutated(texts.all), assertReadable), { numRuns: 1_500 });
});

test("a sequence without end, wherever it stands, comes to its bound", () => {
  for (const text of [
    "~SEQ(N,1,4294967295) x $N",
    "vrrp_instance V {\n~SEQ(N,1,4294967295) x $N }",
  ]) {
    assertReadable(text);
  }
});

test("property: an unknown line is mentioned wherever it stands in a sound file", () => {
  const line = fc.tuple(fc.constantFrom(...texts.sound), fc.nat());
  fc.assert(
    fc.property(line, ([text, at]) => assertMentioned(text, at)),
    { numRuns: 500 },
  );
});
