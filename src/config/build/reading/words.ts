/** Booleans, choices, texts, secrets, names and addresses: arguments of one word. */
import { familyOf, type IpAddress, isMulticast, parseAddress } from "../../../wire/address.ts";
import { argumentCodes } from "../../diagnostics/codes-arguments.ts";
import { writeInstead } from "../../diagnostics/fixes.ts";
import type {
  Address,
  Choice,
  Flag,
  Identity,
  InterfaceName,
  SecretText,
  Text,
} from "../../keywords/argument.ts";
import { describeArgument } from "../../keywords/describe.ts";
import { isClearlyMeant, nearest } from "../../keywords/nearest.ts";
import type { Word } from "../../language/tree.ts";
import { Secret } from "../../model/secret.ts";
import type { ArgumentLine } from "./argument-line.ts";
import { splitLine } from "./command-words.ts";
import type { IdentityValue } from "./values.ts";

/** IFNAMSIZ less its terminator (netdevice(7)). */
const longestInterfaceName = 15;
const booleans: Readonly<Record<string, boolean>> = {
  true: true,
  on: true,
  yes: true,
  false: false,
  off: false,
  no: false,
};

/** The keyword alone is true. */
export function readFlag(_argument: Flag, line: ArgumentLine): boolean | undefined {
  const [word] = line.words;
  if (word === undefined) return true;
  const value = booleanOf(word.text);
  if (value !== undefined) return value;
  const lowerCase = word.text.toLowerCase();
  return line.refuse(argumentCodes.notABoolean, word.span, {
    message: `${line.quote(word)} is neither true nor false`,
    help: "expected true, on or yes, or false, off or no",
    fix: booleanOf(lowerCase) === undefined ? undefined : writeInstead(word, lowerCase),
  });
}

export const booleanOf = (text: string): boolean | undefined =>
  Object.hasOwn(booleans, text) ? booleans[text] : undefined;

export function readChoice<Value extends string>(
  argument: Choice<Value>,
  line: ArgumentLine,
): Value | undefined {
  const [word] = line.words;
  if (word === undefined) return line.missing(argument);
  const value = argument.values.find((candidate) => isSameWord(candidate, word.text, argument));
  if (value !== undefined) return value;
  const meant = nearest(word.text, argument.values);
  const isClear = meant !== null && isClearlyMeant(meant, word.text, argument.values);
  return line.refuse(argumentCodes.notOneOf, word.span, {
    message: `${line.quote(word)} is no value of ${line.keyword}`,
    help: meant === null ? `expected ${describeArgument(argument)}` : `did you mean "${meant}"?`,
    fix: isClear ? writeInstead(word, meant) : undefined,
  });
}

const isSameWord = (left: string, right: string, { ignoresCase }: Choice): boolean =>
  left === right || (ignoresCase === true && left.toLowerCase() === right.toLowerCase());

export function readText(argument: Text, line: ArgumentLine): string | undefined {
  const [word] = line.words;
  if (word === undefined) return line.missing(argument);
  if (argument.escapes === true) return readEscaped(line, word);
  return cut(word, argument.maximumLength, line);
}

function readEscaped(line: ArgumentLine, word: Word): string | undefined {
  const [value] = splitLine(line.statement.text.slice(line.keyword.length)) ?? [];
  if (value !== undefined) return value;
  return line.refuse(argumentCodes.badCommand, word.span, {
    message: `the value of ${line.keyword} cannot be read`,
    help: "close the quote that is open",
  });
}

/** A password: from here on a `Secret`, and no diagnostic shows it. */
export function readSecret(argument: SecretText, line: ArgumentLine): Secret | undefined {
  const [word] = line.words;
  if (word === undefined) return line.missing(argument);
  return new Secret(cut(word, argument.maximumLength, line));
}

function cut(word: Word, maximumLength: number, line: ArgumentLine): string {
  if (word.text.length <= maximumLength) return word.text;
  line.remark(argumentCodes.tooLong, word.span, {
    message: `${line.quote(word)} is longer than ${maximumLength} characters`,
    help: `write at most ${maximumLength} characters`,
    consequence: `Its first ${maximumLength} characters are used.`,
  });
  return word.text.slice(0, maximumLength);
}

export function readInterface(argument: InterfaceName, line: ArgumentLine): string | undefined {
  const [word] = line.words;
  if (word === undefined) return line.missing(argument);
  return interfaceNameOf(word, line);
}

export function interfaceNameOf(word: Word, line: ArgumentLine): string | undefined {
  const { text } = word;
  const usable = /^[^/\s]+$/.test(text) && text !== "." && text !== "..";
  if (usable && text.length <= longestInterfaceName) return text;
  return line.refuse(argumentCodes.badInterfaceName, word.span, {
    message: `${line.quote(word)} cannot be the name of an interface`,
    help: `at most ${longestInterfaceName} characters, without a slash`,
  });
}

export function readAddress(argument: Address, line: ArgumentLine): IpAddress | undefined {
  const [word] = line.words;
  if (word === undefined) return line.missing(argument);
  const address = hostAddressOf(word, line);
  const help = `expected ${describeArgument(argument)}`;
  if (address === null) {
    const message = `${line.quote(word)} is not an IP address`;
    return line.refuse(argumentCodes.notAnAddress, word.span, { message, help });
  }
  if (argument.family !== null && familyOf(address) !== argument.family) {
    const message = `${line.quote(word)} is of the other address family`;
    return line.refuse(argumentCodes.wrongFamily, word.span, { message, help });
  }
  if (argument.multicast && !isLinkMulticast(address)) {
    const message = `${line.quote(word)} is not a multicast address for one link`;
    return line.refuse(argumentCodes.notMulticast, word.span, { message, help });
  }
  return address;
}

/** The address; a prefix length behind it is ignored with a notice. Null when it is none. */
export function hostAddressOf(word: Word, line: ArgumentLine): IpAddress | null {
  const slash = word.text.indexOf("/");
  if (slash === -1 || !/^\d{1,3}$/.test(word.text.slice(slash + 1))) {
    return parseAddress(word.text);
  }
  const address = parseAddress(word.text.slice(0, slash));
  if (address !== null) {
    line.remark(argumentCodes.prefixIgnored, word.span, {
      message: `${line.quote(word)} has a prefix length where one address is meant`,
      help: `write "${address}"`,
      fix: writeInstead(word, address),
    });
  }
  return address;
}

/** Any IPv4 group, and IPv6 groups of link-local scope (RFC 4291 §2.7). */
const isLinkMulticast = (address: IpAddress): boolean =>
  isMulticast(address) && (familyOf(address) === "ipv4" || /^ff.2:/.test(address));

/** `USER [[:]GROUP]`. */
export function readIdentity(argument: Identity, line: ArgumentLine): IdentityValue | undefined {
  const [user, group] = line.words;
  if (user === undefined) return line.missing(argument);
  return { user: user.text, group: group?.text ?? null };
}
