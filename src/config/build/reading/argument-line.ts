/** One statement while its arguments are read: the words behind the keyword, and what is wrong. */
import { type Code, type Details, diagnose } from "../../diagnostics/code.ts";
import { argumentCodes } from "../../diagnostics/codes-arguments.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Argument } from "../../keywords/argument.ts";
import { describeArgument } from "../../keywords/describe.ts";
import type { Span, Statement, Word } from "../../language/tree.ts";

/** A diagnostic whose consequence is known only when the whole block has been read. */
export interface Issue {
  readonly diagnostic: Diagnostic;
  /** The keyword that stays without a value because of it; null when none does. */
  readonly lost: string | null;
}

const noIssues: readonly Issue[] = [];

export class ArgumentLine {
  readonly statement: Statement;
  readonly keyword: string;
  /** Without the keyword. */
  readonly words: readonly Word[];
  #issues: Issue[] | null = null;
  /** The line holds a secret: no excerpt and no quoted word. */
  readonly secret: boolean;
  readonly #missing: Code;

  constructor(statement: Statement, secret = false, missing: Code = argumentCodes.argumentMissing) {
    this.statement = statement;
    this.keyword = statement.words[0].text;
    this.words = statement.words.slice(1);
    this.secret = secret;
    this.#missing = missing;
  }

  get issues(): Issue[] {
    this.#issues ??= [];
    return this.#issues;
  }

  /** The same without making a list where there is nothing. */
  get found(): readonly Issue[] {
    return this.#issues ?? noIssues;
  }

  /** keepalived names a line of this keyword without its value, and reads on. */
  get isMissingNamed(): boolean {
    return this.#missing === argumentCodes.valueMissing;
  }

  /** The value is used, if not as written; `consequence` says how. */
  remark(code: Code, span: Span, details: Details): void {
    this.issues.push({ diagnostic: this.#diagnose(code, span, details), lost: null });
  }

  /** The value cannot be used. Returns undefined, so that a reader can end with it. */
  refuse(code: Code, span: Span, details: Details): undefined {
    this.issues.push({ diagnostic: this.#diagnose(code, span, details), lost: this.keyword });
    return undefined;
  }

  /** The line ends where a value of that kind is needed. */
  missing(argument: Argument): undefined {
    const place = this.words.at(-1) ?? this.statement.words[0];
    return this.refuse(this.#missing, place.span, {
      message: `"${this.keyword}" lacks its value`,
      help: `expected ${describeArgument(argument)}`,
    });
  }

  /** The word in double quotes, or what stands for a secret. */
  quote(word: Word): string {
    return this.secret ? "the value" : `"${word.text}"`;
  }

  #diagnose(code: Code, span: Span, details: Details): Diagnostic {
    return diagnose(code, span, { ...details, secret: this.secret });
  }
}
