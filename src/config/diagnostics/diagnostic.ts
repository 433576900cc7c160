/** What is said about a place in a configuration file. Rendering is in `render.ts`. */
import type { Span } from "../language/tree.ts";
import type { ExitCode } from "./exit-code.ts";

/**
 * - `fatal`: nothing usable, or a keyword lacks its parameter (keepalived stops reading there).
 * - `error`: the statement or its block cannot be used; the rest runs.
 * - `warning`: used, but not as written, or keepalived would mention it.
 * - `notice`: worth knowing; a check still passes.
 */
export type Severity = "fatal" | "error" | "warning" | "notice";

/** Another place that has to do with it: where the first of two was given. */
export interface Related {
  readonly span: Span;
  /** A few words for that place: "the first one". */
  readonly message: string;
  /** As of a diagnostic: its line is masked. */
  readonly secret?: true;
}

export interface Edit {
  readonly span: Span;
  /** What has to stand there: a word that a definition put in cannot be edited where it is used. */
  readonly replaces: string;
  /** An empty text removes the span with the blanks before it, and a line that is then blank. */
  readonly text: string;
}

/** It is safe without asking: the file means what its writer meant. */
export interface Fix {
  /** What it does, in the imperative: `write "priority"`. */
  readonly title: string;
  /** They do not overlap. */
  readonly edits: readonly Edit[];
}

export interface Verdict {
  /** What its config test exits with because of it. */
  readonly exit: ExitCode;
  /** Whether it complains about this very line. */
  readonly isSaid: boolean;
}

export interface Diagnostic {
  /** Stable, `HF0107`; listed in `codes.ts`. */
  readonly code: `HF${string}`;
  readonly severity: Severity;
  /** Null when it concerns the configuration as a whole. */
  readonly span: Span | null;
  /** One sentence without a full stop: what is wrong, with the offending text in double quotes. */
  readonly message: string;
  /** Beside the caret: what to write instead. */
  readonly help?: string;
  /** What the daemon does because of it: "VI_1 therefore runs with the default priority, 100." */
  readonly consequence?: string;
  /** The line holds a password or key: the excerpt must not show it. */
  readonly secret?: true | "line";
  /** The interface that it is about, where it is about one. */
  readonly interface?: string;
  readonly related?: readonly Related[];
  /** Further places that keepalived complains about because of this one; only `-t` shows them. */
  readonly echoes?: readonly Span[];
  /** What keepalived makes of it, where its code says otherwise. */
  readonly verdict?: Verdict;
  /** What `check --fix` writes into the file. */
  readonly fix?: Fix;
  /** It leaves an instance without any virtual address. */
  readonly leavesNoAddress?: true;
  /** An include names one file, and it is not there. */
  readonly lacksFile?: true;
}
