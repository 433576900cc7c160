/** Identifiers that nobody can guess, and payloads that mean nothing. */
export type RandomBytes = (count: number) => Uint8Array;
