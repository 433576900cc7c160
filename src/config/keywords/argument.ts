/**
 * What may follow a keyword: data that the readers check words against, the diagnostics quote and
 * the reference page prints.
 */
import type { Family } from "../../wire/address.ts";
import type { Micros } from "../../wire/units.ts";

/** Nothing: the keyword alone says it. */
export interface None {
  readonly kind: "none";
}
/** `true|on|yes`, `false|off|no`, or nothing, which is true. */
export interface Flag {
  readonly kind: "flag";
}
export interface Integer {
  readonly kind: "integer";
  readonly minimum: number;
  readonly maximum: number;
  /** "s", "bytes"; empty for a bare number. */
  readonly unit: string;
  /** Out of range is taken as the nearest bound, with a warning, instead of being refused. */
  readonly clamps: boolean;
}
/** Decimal seconds, or milliseconds. */
export interface Duration {
  readonly kind: "duration";
  readonly minimumMicros: Micros;
  readonly maximumMicros: Micros;
  /** Below the range, 0 is understood as off, with a warning. */
  readonly zeroIsOff: boolean;
  readonly unit: "s" | "ms";
  /** More are rounded, with a warning. */
  readonly decimals: number;
}
export interface Choice<Value extends string = string> {
  readonly kind: "choice";
  readonly values: readonly Value[];
  /** Capitals and small letters are the same; the value is as it stands in `values`. */
  readonly ignoresCase?: true;
}
export interface Text {
  readonly kind: "text";
  /** Longer text is cut, with a warning. */
  readonly maximumLength: number;
  /** Backslashes escape, as in a shell's $'': for what needs characters that quotes cannot hold. */
  readonly escapes?: true;
}
/** Text that is kept as a `Secret` and that no diagnostic shows. */
export interface SecretText {
  readonly kind: "secret";
  readonly maximumLength: number;
}
export interface InterfaceName {
  readonly kind: "interface";
}
export interface Address {
  readonly kind: "address";
  readonly family: Family | null;
  readonly multicast: boolean;
}
/** A command line with an optional `USER [GROUP]` behind it. */
export interface Command {
  readonly kind: "command";
  /** Another keyword names the user: nothing may stand behind the command. */
  readonly alone?: true;
}
/** `USER [[:]GROUP]`. */
export interface Identity {
  readonly kind: "identity";
}
/** Integers up to the end of the line. */
export interface Integers {
  readonly kind: "integers";
  readonly minimum: number;
  readonly maximum: number;
}
/** Words that the building step reads by itself; `syntax` for people. */
export interface Words {
  readonly kind: "words";
  readonly syntax: string;
}
/** A block of data lines, one item a line. */
export interface Lines {
  readonly kind: "lines";
  readonly item: string;
}
/** A block of keywords: those of the section of that name. */
export interface Section {
  readonly kind: "section";
  /** What stands between keyword and brace: "NAME"; empty for nothing. */
  readonly heading: string;
}
export interface Optional<Inner extends Argument = Argument> {
  readonly kind: "optional";
  readonly of: Inner;
}

export type Argument =
  | None
  | Flag
  | Integer
  | Duration
  | Choice
  | Text
  | SecretText
  | InterfaceName
  | Address
  | Command
  | Identity
  | Integers
  | Words
  | Lines
  | Section
  | Optional;
