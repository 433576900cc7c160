/** `unicast_peer`: one peer a line, with the TTLs that its adverts may arrive with. */
import { type Family, familyOf, parseAddress } from "../../../wire/address.ts";
import { argumentCodes } from "../../diagnostics/codes-arguments.ts";
import { instanceCodes } from "../../diagnostics/codes-instance.ts";
import { remove } from "../../diagnostics/fixes.ts";
import { integer } from "../../keywords/arguments.ts";
import type { Statement, Word } from "../../language/tree.ts";
import type { UnicastPeer } from "../../model/vrrp-instance.ts";
import type { Judgement } from "../judgement.ts";
import { ArgumentLine } from "../reading/argument-line.ts";
import { integerOf } from "../reading/numbers.ts";
import { hostAddressOf } from "../reading/words.ts";

const ttl = integer(0, 255);

export interface PeerReading {
  readonly peers: readonly UnicastPeer[];
  /** A TTL limit stands somewhere: the source of each advert is checked then (keepalived.md §8). */
  readonly limitsTtl: boolean;
}

export function readPeers(
  lines: readonly Statement[],
  family: Family,
  judgement: Judgement,
): PeerReading {
  const peers = new Map<string, UnicastPeer>();
  let limitsTtl = false;
  for (const statement of lines) {
    const line = new ArgumentLine(statement);
    const peer = readPeer(line, family, judgement);
    judgement.adopt(line.issues, `${judgement.name} therefore runs without this peer.`);
    if (peer === null) continue;
    const [word] = statement.words;
    if (peers.has(peer.address)) {
      judgement.report(instanceCodes.peerRepeated, word.span, {
        message: `${peer.address} is a peer already`,
        help: "remove it here",
        fix: remove(statement.words, "remove the line"),
      });
      continue;
    }
    limitsTtl ||= peer.minTtl !== ttl.minimum || peer.maxTtl !== ttl.maximum;
    peers.set(peer.address, peer);
  }
  return { peers: [...peers.values()], limitsTtl };
}

function readPeer(line: ArgumentLine, family: Family, judgement: Judgement): UnicastPeer | null {
  const [word] = line.statement.words;
  const address = hostAddressOf(word, line);
  if (address === null) {
    line.refuse(argumentCodes.notAnAddress, word.span, {
      message: `"${word.text}" is not an IP address`,
      help: "expected the address of the other router",
    });
    return null;
  }
  const limits = readLimits(line);
  if (familyOf(address) !== family) {
    line.refuse(instanceCodes.peerIgnored, word.span, {
      message: `${address} is not of the family of ${judgement.name}, which is ${nameOf(family)}`,
    });
    return null;
  }
  if (limits.minTtl > limits.maxTtl) {
    line.remark(instanceCodes.ttlRangeEmpty, word.span, {
      message: `min_ttl ${limits.minTtl} is above max_ttl ${limits.maxTtl}`,
      consequence: `Every advert of ${address} will be dropped.`,
    });
  }
  return { address, ...limits };
}

const nameOf = (family: Family): string => (family === "ipv4" ? "IPv4" : "IPv6");

function readLimits(line: ArgumentLine): { minTtl: number; maxTtl: number } {
  const limits = { minTtl: ttl.minimum, maxTtl: ttl.maximum };
  const rest = line.words.values();
  for (const word of rest) {
    if (word.text !== "min_ttl" && word.text !== "max_ttl") {
      reportOption(word, line);
      continue;
    }
    const value = rest.next().value;
    const number = value === undefined ? lacking(word, line) : readTtl(value, word, line);
    if (number === undefined) continue;
    if (word.text === "min_ttl") limits.minTtl = number;
    else limits.maxTtl = number;
  }
  return limits;
}

function readTtl(value: Word, option: Word, line: ArgumentLine): number | undefined {
  // The peer counts without the limit, so the issue must not say that the peer is lost.
  const attempt = new ArgumentLine(line.statement);
  const number = integerOf(value, ttl, attempt, option.text);
  for (const { diagnostic } of attempt.issues) {
    const consequence = `${option.text} is not limited.`;
    line.issues.push({ diagnostic: { ...diagnostic, consequence }, lost: null });
  }
  return number;
}

function lacking(option: Word, line: ArgumentLine): undefined {
  line.remark(instanceCodes.peerOption, option.span, {
    message: `"${option.text}" lacks its value`,
    help: "expected a whole number from 0 to 255",
  });
}

function reportOption(word: Word, line: ArgumentLine): void {
  const isAddress = parseAddress(word.text) !== null;
  line.remark(instanceCodes.peerOption, word.span, {
    message: `unknown word "${word.text}" behind the peer ${line.keyword}`,
    help: isAddress ? "one peer stands on a line" : "expected min_ttl or max_ttl",
    consequence: "The word is skipped.",
  });
}
