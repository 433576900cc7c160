/** Other files, read where they are named. */
import { words } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const includeKeywords = {
  "include FILE|GLOB": {
    argument: words(
      "path, may hold * ? [] and {a,b} alternatives; relative to dir of the including file",
    ),
    default: null,
    meaning:
      "reads the files that match, in place and in alphabetical order; none is no error, unless " +
      "include_check says so",
    example: "include conf.d/*.conf",
    tier: "core",
    support: "language",
  },
  "includer GLOB": {
    argument: words("as include"),
    default: null,
    meaning: "as include, and what matches has to be a readable plain file that is not executable",
    example: "includer conf.d/*.conf",
    tier: "rare",
    support: "language",
  },
  "includem GLOB": {
    argument: words("as include"),
    default: null,
    meaning: "as includer, and a name without wildcards has to be there",
    example: "includem addresses.conf",
    tier: "rare",
    support: "language",
  },
  "includew GLOB": {
    argument: words("as include"),
    default: null,
    meaning: "as includem, and wildcards have to match something",
    example: "includew conf.d/*.conf",
    tier: "rare",
    support: "language",
  },
  "includeb GLOB": {
    argument: words("as include"),
    default: null,
    meaning: "as includer, and each alternative in braces has to match something",
    example: "includeb {addresses,routes}.conf",
    tier: "rare",
    support: "language",
  },
  "includea GLOB": {
    argument: words("as include"),
    default: null,
    meaning: "all include checks together",
    example: "includea {addresses,routes}.conf",
    tier: "rare",
    support: "language",
  },
  "include limits": {
    argument: words("a line of its own"),
    default: null,
    meaning:
      "includes are carried out before conditions and definitions, so neither works on their " +
      "line; included files have to be plain and not executable, and what they name is looked for " +
      "from their own folder",
    tier: "common",
    support: "language",
  },
} as const satisfies KeywordSection;
