/** A password or key: printing, serialising or inspecting it shows asterisks only. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The one way to the text: for the codec that puts it on the wire. */
  reveal(): string {
    return this.#value;
  }

  equals(other: Secret): boolean {
    return this.#value === other.#value;
  }

  toString(): string {
    return "********";
  }

  toJSON(): string {
    return "********";
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return "********";
  }
}
