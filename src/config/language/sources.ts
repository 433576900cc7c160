/** Reads files, keeps their text for excerpts and formatting, and says what is wrong with bytes. */
import type { Result } from "../../wire/result.ts";
import { failure, success } from "../../wire/result.ts";
import { languageCodes } from "../diagnostics/codes-language.ts";
import type { FileError, Files } from "../files.ts";
import { limits } from "./limits.ts";
import type { Report } from "./report.ts";
import { SourceText } from "./source-text.ts";
import { decodeText, isDamagedByte } from "./text.ts";

export class Sources {
  readonly all: SourceText[] = [];
  readonly #files: Files;
  readonly #report: Report;
  #characters = 0;

  constructor(files: Files, report: Report) {
    this.#files = files;
    this.#report = report;
  }

  /** Reads one file; `shownAs` is its name in messages. */
  open(path: string, shownAs: string): Result<SourceText, FileError> {
    const read = this.#files.read(path);
    if (!read.ok) return read;
    const isTooMuch =
      read.value.length > limits.fileBytes ||
      this.#characters + read.value.length > limits.totalCharacters ||
      this.all.length >= limits.files;
    if (isTooMuch) return failure({ code: "tooLarge", limitBytes: limits.fileBytes });
    const { text, isUtf8 } = decodeText(read.value);
    const source = new SourceText(this.all.length, this.#characters, shownAs, text);
    this.#characters += text.length;
    this.all.push(source);
    if (!isUtf8) this.#damaged(source);
    return success(source);
  }

  #damaged({ index: source, lines }: SourceText): void {
    for (const [index, line] of lines.entries()) {
      const at = damageIn(line);
      if (at === -1) continue;
      const span = { source, line: index + 1, column: at + 1, length: 1 };
      this.#report.say(languageCodes.notUtf8, span, {
        message: "this byte is not UTF-8",
        consequence: "It is used as it is.",
      });
    }
  }
}

function damageIn(line: string): number {
  for (let at = 0; at < line.length; at++) {
    if (isDamagedByte(line.charCodeAt(at)) && !isTrailing(line, at)) return at;
  }
  return -1;
}

/** The second half of a character outside the basic plane. */
function isTrailing(line: string, at: number): boolean {
  const before = line.charCodeAt(at - 1);
  return before >= 0xd800 && before <= 0xdbff;
}
