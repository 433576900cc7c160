/** Patterns compiled once each: thousands of real servers are checked with the same one. */
import type { CompiledPattern, Patterns, PatternText } from "../../ports/patterns.ts";
import { failure, type Result, success } from "../../wire/result.ts";
import { errorText, type PatternHandles, Pcre2Pattern } from "./compiled-pattern.ts";
import { type Pcre2Library, pcre2Library } from "./library.ts";
import { compileOptions } from "./options.ts";

const infoMaximumLookbehind = 15;
/** Of memory for one match, in units of 1024 bytes. */
const heapLimit = 16 * 1024;
/** Bytes of the longest character of UTF-8: the library counts characters. */
const longestCharacter = 4;

/** `load` is called with the first pattern. */
export function createPatterns(load: () => Result<Pcre2Library, string> = pcre2Library): Patterns {
  /** By text and options; weakly, so that those of former configurations go. */
  const known = new Map<string, WeakRef<CompiledPattern>>();
  const forgotten = new FinalizationRegistry<Kept>(({ key, library, handles }) => {
    if (known.get(key)?.deref() === undefined) known.delete(key);
    free(library, handles);
  });
  return {
    compile(pattern) {
      const key = JSON.stringify([pattern.pattern, pattern.options]);
      const before = known.get(key)?.deref();
      if (before !== undefined) return success(before);
      const library = load();
      if (!library.ok) return library;
      const compiled = compile(library.value, pattern);
      if (!compiled.ok) return compiled;
      const { made, handles } = compiled.value;
      known.set(key, new WeakRef(made));
      forgotten.register(made, { key, library: library.value, handles });
      return success(made);
    },
  };
}

interface Kept {
  readonly key: string;
  readonly library: Pcre2Library;
  readonly handles: PatternHandles;
}

function compile(
  library: Pcre2Library,
  { pattern, options }: PatternText,
): Result<{ made: CompiledPattern; handles: PatternHandles }, string> {
  const text = new TextEncoder().encode(pattern);
  const errorCode = new Int32Array(1);
  const errorOffset = new BigUint64Array(1);
  const bits = compileOptions(options);
  // Of no bytes there would be no address.
  const subject = text.length === 0 ? new Uint8Array(1) : text;
  const code = library.compile(subject, text.length, bits, errorCode, errorOffset, null);
  if (Number(code) === 0) {
    const why = errorText(library, errorCode[0] ?? 0);
    return failure(`regex "${pattern}" is no pattern: ${why} (at byte ${errorOffset[0]})`);
  }
  const data = library.createMatchData(1, null);
  const context = library.createMatchContext(null);
  const handles = { code, data, context };
  if (Number(data) === 0 || Number(context) === 0) {
    free(library, handles);
    return failure("there is no memory for a regex");
  }
  library.setHeapLimit(context, heapLimit);
  const lookbehind = new Uint32Array(1);
  library.patternInfo(code, infoMaximumLookbehind, lookbehind);
  const isUtf = options.includes("utf");
  const lookbehindBytes = (lookbehind[0] ?? 0) * (isUtf ? longestCharacter : 1);
  return success({ made: new Pcre2Pattern(library, handles, lookbehindBytes, isUtf), handles });
}

/** Each function does nothing for none. */
function free(library: Pcre2Library, { code, data, context }: PatternHandles): void {
  library.freeMatchContext(context);
  library.freeMatchData(data);
  library.freeCode(code);
}
