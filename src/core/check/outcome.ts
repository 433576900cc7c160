/** What one probe of a real server found. */
export type ProbeOutcome =
  | {
      readonly ok: true;
      /** `misc_dynamic`: what is added to the configured weight; null leaves it. */
      readonly weightDelta: number | null;
      /** Worth a log line though all is well ("certificate ends in 12 days"), or null. */
      readonly warning: string | null;
    }
  | {
      readonly ok: false;
      /** In a few words, for the log: "connection refused", "status code 503". */
      readonly reason: string;
      readonly weightDelta?: number;
    }
  /** The probe could not be made, for want of something here: it says nothing of the server. */
  | { readonly ok: null; readonly reason: string };
