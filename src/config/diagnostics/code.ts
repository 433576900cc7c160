/**
 * What every diagnostic of one kind has in common; the tables are the `codes-*.ts` beside this.
 */
import type { Span } from "../language/tree.ts";
import type { Diagnostic, Fix, Related, Severity } from "./diagnostic.ts";
import type { ExitCode } from "./exit-code.ts";

/**
 * `HF00` language, `HF01` keywords, `HF02` arguments, `HF03` global, `HF04` instances, `HF05`
 * addresses, routes and rules, `HF06` the machine, `HF07` tracking and groups, `HF08` load
 * balancing, `HF09` a cluster of files.
 */
export type CodeNumber = `HF${string}`;

/**
 * Two small configurations of what `explain` shows, on the machine of `example-check.ts`: the first
 * one gives the diagnostic, the second neither it nor any error. Both are tests.
 */
export interface Example {
  readonly wrong: string;
  readonly right: string;
  /**
   * What they include, by path; they themselves are in /etc/keepalived. Null is a file that must
   * not be read.
   */
  readonly files?: Readonly<Record<string, string | null>>;
  /** The file of the other node, where a cluster shows it: these are then those of a second one. */
  readonly peer?: string;
}

/** Why two small texts cannot show it. */
export interface NoExample {
  readonly unshown: string;
}

export interface Code {
  readonly code: CodeNumber;
  readonly severity: Severity;
  /** A few words, for lists: "unknown keyword". */
  readonly title: string;
  /** Why it matters and what to do: a paragraph for `holdfast explain`. */
  readonly explanation: string;
  /** What keepalived's config test would exit with because of it; 0 where it says nothing. */
  readonly exit: ExitCode;
  /** keepalived prints a line about it, and exits with 0 all the same. */
  readonly isMentioned?: true;
  /** A reload with it is refused and the running configuration stays. */
  readonly refusesReload: boolean;
  readonly example: Example | NoExample;
}

export interface Details {
  readonly message: string;
  readonly help?: string | undefined;
  readonly consequence?: string | undefined;
  /** The line holds a secret: its excerpt is masked, up to the first word or with it. */
  readonly secret?: boolean | "line" | undefined;
  readonly interface?: string | undefined;
  readonly related?: readonly Related[] | undefined;
  readonly fix?: Fix | undefined;
  readonly echoes?: readonly Span[] | undefined;
  readonly lacksFile?: boolean;
}

/** Makes the diagnostic of `code` at `span`; null is the configuration as a whole. */
export function diagnose(code: Code, span: Span | null, details: Details): Diagnostic {
  const { message, help, consequence, secret, interface: about, related, fix, echoes } = details;
  const { lacksFile = false } = details;
  return {
    code: code.code,
    severity: code.severity,
    span,
    message,
    ...(help === undefined ? {} : { help }),
    ...(consequence === undefined ? {} : { consequence }),
    ...(secret === true || secret === "line" ? { secret } : {}),
    ...(about === undefined ? {} : { interface: about }),
    ...(related === undefined ? {} : { related }),
    ...(fix === undefined ? {} : { fix }),
    ...(echoes === undefined ? {} : { echoes }),
    ...(lacksFile ? { lacksFile } : {}),
  };
}
