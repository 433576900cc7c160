/** What a configuration may ask about the machine it is read on: given, so that reading is pure. */
export interface Environment {
  /**
   * What `@ID` is compared with, and the value of `${_INSTANCE}`: the host name up to its first
   * dot, or `-i`.
   */
  readonly configId: string;
  /** `-e`: every include has to find readable files, until `include_check` says otherwise. */
  readonly requireIncludes: boolean;
  /** `${_ENV NAME}`; null when it is not set. */
  readonly environmentVariable: (name: string) => string | null;
  /** A whole number from `min` to `max`, both included. */
  readonly random: (min: number, max: number) => number;
  /** What a relative path on the command line is relative to. */
  readonly workingDirectory: string;
}
