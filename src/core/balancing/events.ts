/** Everything a virtual server can be told. Real servers go by their index in the model. */
export type BalancingEvent =
  | {
      readonly kind: "start";
      /** `rs_init_notifies`: every real server is notified as it starts. */
      readonly initialNotifies: boolean;
      /** From a process that was cut off: what it has told is not told again. */
      readonly takesOver?: boolean;
    }
  /** The verdict of one of its checkers: one more of them has failed, or one fewer. */
  | { readonly kind: "checkFailed"; readonly server: number }
  | { readonly kind: "checkPassed"; readonly server: number }
  /** One of its checkers, which counted as failed from the start, has failed indeed. */
  | { readonly kind: "checkConfirmed"; readonly server: number }
  /** What one of its checkers adds to its configured weight. */
  | {
      readonly kind: "weightChanged";
      readonly server: number;
      readonly from: number;
      readonly to: number;
    }
  /** Planned stop; what becomes of the table is the shell's (`-I`, `lvs_flush_on_stop`). */
  | { readonly kind: "stop" };
