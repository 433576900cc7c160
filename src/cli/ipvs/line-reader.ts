/**
 * Reads the values of a line's options and keeps the first thing that is wrong. What is read after a
 * fault is a harmless default, so a step is put together in a row and `problem` is asked once.
 */
import { type IpAddress, parseAddress } from "../../wire/address.ts";
import { type GivenLine, wholeNumber } from "./given-options.ts";
import type { CommandOption, LineOption } from "./line-options.ts";

export interface Endpoint {
  readonly address: IpAddress;
  /** Null where none is given. */
  readonly port: number | null;
}

const portLimit = 0xffff;
const noAddress = "0.0.0.0" as IpAddress;

export class LineReader {
  readonly command: CommandOption;
  readonly operands: readonly string[];
  readonly #options: GivenLine["options"];
  #problem: string | null = null;

  constructor({ command, operands, options }: GivenLine) {
    this.command = command;
    this.operands = operands;
    this.#options = options;
  }

  /** A sentence without its full stop; null where nothing is wrong. */
  get problem(): string | null {
    return this.#problem;
  }

  fail(problem: string): void {
    this.#problem ??= problem;
  }

  has(id: LineOption): boolean {
    return this.#options.has(id);
  }

  text(id: LineOption): string | null {
    return this.#options.get(id)?.value ?? null;
  }

  /** As it stands in the line: "-w". */
  written(id: LineOption): string {
    return this.#options.get(id)?.written ?? id;
  }

  /** The first of the options that is given; two of them are a fault. */
  oneOf<Id extends LineOption>(ids: readonly Id[]): Id | null {
    const [first, second] = ids.filter((id) => this.has(id));
    if (first === undefined) return null;
    if (second !== undefined) {
      this.fail(`${this.written(first)} and ${this.written(second)} exclude each other`);
    }
    return first;
  }

  number(
    id: LineOption,
    fallback: number,
    limits: { readonly least: number; readonly most: number },
  ): number {
    const text = this.text(id);
    if (text === null) return fallback;
    const { least, most } = limits;
    const number = wholeNumber(text, least, most);
    if (number === null) {
      this.fail(`${this.written(id)} takes a number from ${least} to ${most}, not "${text}"`);
    }
    return number ?? fallback;
  }

  /** Names of hosts and ports are not looked up: `save` writes numbers. */
  endpoint(id: LineOption): Endpoint {
    const text = this.text(id) ?? "";
    const parts = /^(?:\[([^\]]+)\]|([^:]*))(?::(\d+))?$/.exec(text);
    const address = parseAddress(parts?.[1] ?? parts?.[2] ?? "");
    const digits = parts?.[3];
    const port = digits === undefined ? null : wholeNumber(digits, 0, portLimit);
    if (address === null || (digits !== undefined && port === null)) {
      const example = "an address such as 192.0.2.1:80 or [2001:db8::1]:80";
      this.fail(`${this.written(id)} takes ${example}, not "${text}"${namesHint(text)}`);
    }
    return { address: address ?? noAddress, port };
  }
}

/** Tables that `ipvsadm -S` has saved without -n are full of names. */
const namesHint = (text: string): string =>
  /[g-z]/i.test(text) ? "; names are not looked up: save with ipvsadm -Sn" : "";
