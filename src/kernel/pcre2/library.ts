/** libpcre2-8, the library of keepalived's patterns (pcre2api(3)); loaded when a pattern is there. */
import koffi from "koffi";
import { failure, type Result, success } from "../../wire/result.ts";

/** The address of something of the library's; zero where it could not be made. */
export type Handle = number | bigint;

export interface Pcre2Library {
  compile(
    pattern: Uint8Array,
    length: number,
    options: number,
    errorCode: Int32Array,
    errorOffset: BigUint64Array,
    context: null,
  ): Handle;
  patternInfo(code: Handle, what: number, into: Uint32Array): number;
  createMatchData(pairs: number, context: null): Handle;
  createMatchContext(context: null): Handle;
  /** Of one place where a match may begin: it is counted anew for each. */
  setMatchLimit(context: Handle, limit: number): number;
  /** In units of 1024 bytes. */
  setHeapLimit(context: Handle, limit: number): number;
  /** The last place where a match may begin. */
  setOffsetLimit(context: Handle, offset: number): number;
  match(
    code: Handle,
    subject: Uint8Array,
    length: number,
    start: number,
    options: number,
    data: Handle,
    context: Handle,
  ): number;
  startOfMatch(data: Handle): Handle;
  errorMessage(code: number, into: Uint8Array, room: number): number;
  freeCode(code: Handle): void;
  freeMatchData(data: Handle): void;
  freeMatchContext(context: Handle): void;
}

/** The name that every release since 2015 has had. */
const fileName = "libpcre2-8.so.0";

let loaded: Result<Pcre2Library, string> | null = null;

/** Looked for once in a process. The error says what to install. */
export function pcre2Library(): Result<Pcre2Library, string> {
  loaded ??= loadLibrary(fileName);
  return loaded;
}

/** For tests of what happens without it; all others ask `pcre2Library`. */
export function loadLibrary(name: string): Result<Pcre2Library, string> {
  try {
    const library = koffi.load(name);
    return success(functionsOf((prototype) => library.func(prototype)));
  } catch {
    return failure(`regex needs ${name}, which is not here: install the package libpcre2-8-0`);
  }
}

type Lookup = ReturnType<typeof koffi.load>["func"];

const functionsOf = (find: (prototype: string) => ReturnType<Lookup>): Pcre2Library => ({
  compile: find("uintptr_t pcre2_compile_8(void *, size_t, uint32_t, void *, void *, void *)"),
  patternInfo: find("int pcre2_pattern_info_8(uintptr_t, uint32_t, void *)"),
  createMatchData: find("uintptr_t pcre2_match_data_create_8(uint32_t, void *)"),
  createMatchContext: find("uintptr_t pcre2_match_context_create_8(void *)"),
  setMatchLimit: find("int pcre2_set_match_limit_8(uintptr_t, uint32_t)"),
  setHeapLimit: find("int pcre2_set_heap_limit_8(uintptr_t, uint32_t)"),
  setOffsetLimit: find("int pcre2_set_offset_limit_8(uintptr_t, size_t)"),
  match: find(
    "int pcre2_match_8(uintptr_t, void *, size_t, size_t, uint32_t, uintptr_t, uintptr_t)",
  ),
  startOfMatch: find("size_t pcre2_get_startchar_8(uintptr_t)"),
  errorMessage: find("int pcre2_get_error_message_8(int, void *, size_t)"),
  freeCode: find("void pcre2_code_free_8(uintptr_t)"),
  freeMatchData: find("void pcre2_match_data_free_8(uintptr_t)"),
  freeMatchContext: find("void pcre2_match_context_free_8(uintptr_t)"),
});
