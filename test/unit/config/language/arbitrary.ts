/** Texts that look like configurations, right and wrong. */
import fc from "fast-check";

const pieces = [
  "global_defs",
  "{",
  "}",
  "\n",
  "\r\n",
  " ",
  "\t",
  '"',
  "'",
  "\\",
  "\\\n",
  "#",
  "!",
  "@low ",
  "@^low ",
  "@",
  "$A=",
  "$A",
  "$B= \\\n",
  "$B",
  `\${A}`,
  `\${B}`,
  `\${_PWD}`,
  `\${_RANDOM 1 3}`,
  `\${_HASH}`,
  `\${`,
  "~SEQ(A,3) ",
  "~SEQx(A,1,9) ",
  "~LST(A,x,y) ",
  "~LST({A,B},{1,2}) ",
  "~SEQ(",
  ")",
  "include x\n",
  "includea {x,y*}\n",
  "include_check\n",
  "\0",
  "中",
  "\udc80",
  "a",
  "100",
];

export const configurationText: fc.Arbitrary<string> = fc
  .array(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...pieces) }, fc.string()), {
    maxLength: 40,
  })
  .map((parts) => parts.join(""));
