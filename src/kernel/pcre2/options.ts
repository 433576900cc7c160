/** Compile options of pcre2.h by the names that `regex_options` takes. */
const bits: ReadonlyMap<string, number> = new Map([
  ["allow_empty_class", 0x1],
  ["alt_bsux", 0x2],
  ["auto_callout", 0x4],
  ["caseless", 0x8],
  ["dollar_endonly", 0x10],
  ["dotall", 0x20],
  ["dupnames", 0x40],
  ["extended", 0x80],
  ["firstline", 0x100],
  ["match_unset_backref", 0x200],
  ["multiline", 0x400],
  ["never_ucp", 0x800],
  ["never_utf", 0x1000],
  ["no_auto_capture", 0x2000],
  ["no_auto_possess", 0x4000],
  ["no_dotstar_anchor", 0x8000],
  ["no_start_optimize", 0x10000],
  ["ucp", 0x20000],
  ["ungreedy", 0x40000],
  ["utf", 0x80000],
  ["never_backslash_c", 0x100000],
  ["alt_circumflex", 0x200000],
  ["alt_verbnames", 0x400000],
  ["use_offset_limit", 0x800000],
]);

const useOffsetLimit = 0x800000;
/** With possessive repetitions, which it makes of others, whole pages are gone over uncounted. */
const noAutoPossess = 0x4000;
const matchInvalidUtf = 0x4000000;

const always = useOffsetLimit | noAutoPossess;

/** Bodies may be anything: what is no UTF-8 in them matches nothing, and is no error. */
export function compileOptions(names: readonly string[]): number {
  const given = names.reduce((sum, name) => sum | (bits.get(name) ?? 0), always);
  return names.includes("utf") ? given | matchInvalidUtf : given;
}
