/** The bounds of reading: far beyond sensible configurations, and small beside the memory there is. */
export const limits = {
  /** One file. */
  fileBytes: 64 << 20,
  /** All files together; and again what definitions and sequences make of them. */
  totalCharacters: 128 << 20,
  files: 10_000,
  includeDepth: 32,
  /** keepalived's buffer is 1024 bytes with its NUL. */
  lineBytes: 1023,
  /** A line that is certainly not too long, whatever its characters are in UTF-8. */
  plainLineCharacters: 341,
  /** One line after its definitions have been put in. */
  expandedLineCharacters: 64 << 10,
  /** How often definitions may bring new definitions into one line. */
  expansionRounds: 100,
  /** Lines that come out of definitions and sequences. */
  expandedLines: 250_000,
  /** Alternatives of `{a,b}` in an include. */
  alternatives: 1_000,
  /** Definitions of several lines, sequences and files, one in another. */
  nesting: 200,
  blockDepth: 1_000,
  /** After so many a file is not a configuration: the rest goes unsaid. */
  diagnostics: 10_000,
  /** Braces too many that are looked into: where there are more, the file is no configuration. */
  tornBlocks: 100,
  /** Places that one mistake shows at; there may be thousands. */
  relatedPlaces: 20,
} as const;
