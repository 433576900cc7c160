/** Questions of operators, which the supervisor passes on. */
import type { EncodedConfiguration } from "../configuration/codec.ts";
import type { LvsConfiguration } from "../configuration/lvs-configuration.ts";

/** A question of an operator, passed on; answered by `answer` with the same number. */
export interface Ask {
  readonly kind: "ask";
  readonly id: number;
  readonly question: Question;
}

export interface Answer {
  readonly kind: "answer";
  readonly id: number;
  /** By the kind of the question; an `error` where there is nothing to say. */
  readonly answer: unknown;
}

export type Question =
  | { readonly kind: "status" }
  | { readonly kind: "why"; readonly instance: string }
  /** What a reload with this configuration would do, without doing it. */
  | { readonly kind: "plan"; readonly configuration: EncodedConfiguration }
  | { readonly kind: "planBalancing"; readonly configuration: LvsConfiguration }
  | { readonly kind: "operator"; readonly order: OperatorOrder };

/** An operator's wish for one instance; it lasts until it is taken back, or the daemon ends. */
export type OperatorOrder = { readonly instance: string } & (
  | {
      readonly kind: "priority";
      /** Null is the configured one again. */
      readonly priority: number | null;
    }
  | { readonly kind: "fault"; readonly on: boolean }
  /** Hands over, and stands back until `back`. */
  | { readonly kind: "switchover"; readonly back: boolean }
);
