/** `IP [PORT]`: of virtual servers, real servers, sorry servers and lines of groups. */
import { type IpAddress, parseAddress } from "../../../wire/address.ts";
import { argumentCodes } from "../../diagnostics/codes-arguments.ts";
import type { Word } from "../../language/tree.ts";
import type { Judgement } from "../judgement.ts";

export interface Endpoint {
  /** The word of its address. */
  readonly word: Word;
  readonly address: IpAddress;
  /** Null where none is written. */
  readonly port: number | null;
  readonly portWord: Word | undefined;
}

const portNumber = /^\+?\d{1,5}$/;
export const largestPort = 65_535;

/** Null when it is of no use, which is reported with `consequence`. */
export function readEndpoint(
  addressWord: Word,
  portWord: Word | undefined,
  consequence: string,
  judgement: Judgement,
): Endpoint | null {
  const address = parseAddress(addressWord.text) ?? addressOf(addressWord, consequence, judgement);
  if (address === null) return null;
  const port = portWord === undefined ? null : readPort(portWord, consequence, judgement);
  if (port === null && portWord !== undefined) return null;
  return { word: addressWord, address, port, portWord };
}

/** 0, every port, to 65535. */
export function readPort(word: Word, consequence: string, judgement: Judgement): number | null {
  if (!portNumber.test(word.text)) {
    judgement.report(argumentCodes.notANumber, word.span, {
      message: `"${word.text}" is not a port`,
      help: `expected a whole number from 0 to ${largestPort}`,
      consequence,
    });
    return null;
  }
  const port = Number(word.text);
  if (port <= largestPort) return port;
  judgement.report(argumentCodes.outOfRange, word.span, {
    message: `port "${word.text}" is out of range`,
    help: `expected a whole number from 0 to ${largestPort}`,
    consequence,
  });
  return null;
}

/** What is no plain address: with a prefix length, which is ignored, or none at all. */
function addressOf(word: Word, consequence: string, judgement: Judgement): IpAddress | null {
  const [text = "", length] = word.text.split("/", 2);
  const address = parseAddress(text);
  if (address !== null && length !== undefined && /^\d{1,3}$/.test(length)) {
    judgement.report(argumentCodes.prefixIgnored, word.span, {
      message: `"${word.text}" has a prefix length where one address is meant`,
      help: `write "${address}"`,
    });
    return address;
  }
  judgement.report(argumentCodes.notAnAddress, word.span, {
    message: `"${word.text}" is not an IP address`,
    help: helpFor(word.text),
    consequence,
  });
  return null;
}

/** The port is a word of its own here, which `IP:PORT` forgets. */
function helpFor(text: string): string {
  const [, address, port] = /^\[?([0-9a-f.:]+?)\]?:(\d{1,5})$/i.exec(text) ?? [];
  return address !== undefined && port !== undefined && parseAddress(address) !== null
    ? `write the port as a word of its own: ${address} ${port}`
    : "expected an IPv4 or IPv6 address; names are not looked up";
}
