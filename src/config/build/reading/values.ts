/** What each kind of argument becomes when it is read. */
import type { IpAddress } from "../../../wire/address.ts";
import type { Micros } from "../../../wire/units.ts";
import type * as kinds from "../../keywords/argument.ts";
import type { KeywordSection } from "../../keywords/keyword.ts";
import type { Span, Statement, Word } from "../../language/tree.ts";
import type { ScriptCommand } from "../../model/script-command.ts";
import type { Secret } from "../../model/secret.ts";

export interface IdentityValue {
  readonly user: string;
  readonly group: string | null;
}

export type ValueOf<A extends kinds.Argument> = A extends kinds.None
  ? true
  : A extends kinds.Flag
    ? boolean
    : A extends kinds.Integer
      ? number
      : A extends kinds.Duration
        ? Micros
        : A extends kinds.Choice<infer Value>
          ? Value
          : A extends kinds.Text | kinds.InterfaceName
            ? string
            : A extends kinds.SecretText
              ? Secret
              : A extends kinds.Address
                ? IpAddress
                : A extends kinds.Command
                  ? ScriptCommand
                  : A extends kinds.Identity
                    ? IdentityValue
                    : A extends kinds.Integers
                      ? readonly number[]
                      : A extends kinds.Words
                        ? readonly Word[]
                        : A extends kinds.Lines | kinds.Section
                          ? readonly Statement[]
                          : A extends kinds.Optional<infer Inner>
                            ? ValueOf<Inner> | null
                            : never;

export interface Entry<Value> {
  readonly value: Value;
  /** The keyword's own place. */
  readonly span: Span;
  /** The place of its first argument, or of the keyword where there is none. */
  readonly valueSpan: Span;
  /** Position among the statements of the block: of two that contradict, the later one holds. */
  readonly order: number;
}

/** What a block said, by keyword. */
export type Draft<Table extends KeywordSection> = {
  readonly [Name in keyof Table]?: Entry<ValueOf<Table[Name]["argument"]>>;
};

/** The same without the types: what the reader fills. */
export type UntypedDraft = Record<string, Entry<unknown> | undefined>;
