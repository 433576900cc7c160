/** The words of an option line, taken one after the other: `dev eth0 metric 10`. */
import { familyOf, type IpAddress, type Prefix, parseAddress } from "../../../wire/address.ts";
import { addressCodes } from "../../diagnostics/codes-addresses.ts";
import { argumentCodes } from "../../diagnostics/codes-arguments.ts";
import { routingCodes } from "../../diagnostics/codes-routing.ts";
import type { Integer } from "../../keywords/argument.ts";
import type { Statement, Word } from "../../language/tree.ts";
import { readPrefix } from "../address/prefix.ts";
import type { NameTable } from "../facts.ts";
import { type NumberOf, nounOf } from "../routing-names.ts";
import { ArgumentLine } from "./argument-line.ts";
import { integerOf } from "./numbers.ts";
import { interfaceNameOf } from "./words.ts";

export class OptionWords {
  readonly line: ArgumentLine;
  readonly numberOf: NumberOf;
  readonly #words: readonly Word[];
  #next = 0;

  constructor(statement: Statement, numberOf: NumberOf) {
    this.line = new ArgumentLine(statement);
    this.#words = statement.words;
    this.numberOf = numberOf;
  }

  /** Something on the line cannot be used. */
  get refused(): boolean {
    return this.line.issues.some(({ lost }) => lost !== null);
  }

  peek(): Word | undefined {
    return this.#words[this.#next];
  }

  take(): Word | undefined {
    const word = this.#words[this.#next];
    if (word !== undefined) this.#next++;
    return word;
  }

  /** The next word where it is `text`. */
  takeIf(text: string): boolean {
    if (this.peek()?.text !== text) return false;
    this.#next++;
    return true;
  }

  /** The word that `option` needs, or undefined and a diagnostic. */
  value(option: Word): Word | undefined {
    const word = this.take();
    if (word !== undefined) return word;
    return this.line.refuse(argumentCodes.argumentMissing, option.span, {
      message: `"${option.text}" lacks its value`,
    });
  }

  integer(option: Word, argument: Integer): number | undefined {
    const word = this.value(option);
    return word === undefined ? undefined : integerOf(word, argument, this.line, option.text);
  }

  interface(option: Word): Word | undefined {
    const word = this.value(option);
    if (word === undefined || interfaceNameOf(word, this.line) === undefined) return undefined;
    return word;
  }

  address(option: Word): IpAddress | undefined {
    const word = this.value(option);
    if (word === undefined) return undefined;
    const address = parseAddress(word.text);
    if (address !== null) return address;
    return this.refuse(word, `"${word.text}" is not an IP address`, `${option.text} takes one`);
  }

  /** `ADDR[/LEN]`; a length that is none is the host's, with a warning. */
  prefix(word: Word): Prefix | undefined {
    const reading = readPrefix(word.text);
    if (reading === null) {
      return this.refuse(
        word,
        `"${word.text}" is not an IP address`,
        "expected an address and optionally a prefix length, as in 192.0.2.0/24",
      );
    }
    const { prefix, badLength } = reading;
    if (badLength !== null && badLength !== "") {
      this.line.remark(addressCodes.badPrefixLength, word.span, {
        message: `"${badLength}" is no prefix length`,
        help: `expected a number from 0 to ${familyOf(prefix.address) === "ipv4" ? 32 : 128}`,
        consequence: `${prefix.address}/${prefix.prefixLength} is used instead.`,
      });
    }
    return prefix;
  }

  /** A number, or a name of one. */
  named(option: Word, table: NameTable): number | undefined {
    const word = this.value(option);
    if (word === undefined) return undefined;
    const number = this.numberOf(table, word.text);
    if (number !== null) return number;
    return this.line.refuse(routingCodes.unknownName, word.span, {
      message: `there is no ${nounOf(table)} "${word.text}"`,
      help: "expected a number, or a name of iproute2's files",
    });
  }

  refuse(word: Word, message: string, help?: string): undefined {
    return this.line.refuse(routingCodes.badValue, word.span, { message, help });
  }
}
