/** Where words go: what was asked for, and what is said beside it. */
export interface CheckOutput {
  readonly out: (text: string) => void;
  readonly aside: (text: string) => void;
}
