/** Clients that come back to their real server. */
import {
  addressFromBytes,
  type Family,
  familyOf,
  type IpAddress,
  parseAddress,
} from "../../../wire/address.ts";
import { loadBalancingCodes } from "../../diagnostics/codes-load-balancing.ts";
import type { Span, Word } from "../../language/tree.ts";
import type { ClientMask, Persistence } from "../../model/load-balancing.ts";
import type { VirtualServerDraft } from "../drafts.ts";
import type { Judgement } from "../judgement.ts";

const defaultTimeoutSeconds = 360;
const ignored = "The line has no effect.";

/** What the service is, as far as persistence asks. */
export interface PersistentService {
  readonly place: Span;
  readonly family: Family | null;
  /** It takes connections to every port. */
  readonly isEveryPort: boolean;
}

/** Null where clients do not come back. */
export function persistenceOf(
  draft: VirtualServerDraft,
  service: PersistentService,
  judgement: Judgement,
): Persistence | null {
  const given = draft.persistence_timeout;
  const mask = maskOf(draft, service.family, judgement);
  if (given === undefined && !service.isEveryPort) {
    reportOff(draft, judgement);
    return null;
  }
  if (given === undefined) {
    judgement.report(loadBalancingCodes.portNeedsPersistence, service.place, {
      message: "a service of every port needs persistence",
      help: "write the port, or persistence_timeout into its block",
      consequence: `${judgement.name} therefore runs with persistence_timeout 360.`,
    });
  }
  return {
    timeoutSeconds: given?.value ?? defaultTimeoutSeconds,
    mask,
    engine: draft.persistence_engine?.value ?? null,
  };
}

function reportOff(draft: VirtualServerDraft, judgement: Judgement): void {
  for (const name of ["persistence_granularity", "persistence_engine"] as const) {
    const given = draft[name];
    if (given === undefined) continue;
    judgement.report(loadBalancingCodes.persistenceOff, given.span, {
      message: `"${name}" does nothing without persistence_timeout`,
      help: "add persistence_timeout",
      consequence: ignored,
    });
  }
}

/** What a mask says about a service that has no address of its own: bits are IPv6. */
export function familyOfMask(draft: VirtualServerDraft): Family | null {
  const [word] = draft.persistence_granularity?.value ?? [];
  if (word === undefined) return null;
  return /^\d+$/.test(word.text) ? "ipv6" : "ipv4";
}

/** Null is every client by itself. */
function maskOf(
  draft: VirtualServerDraft,
  family: Family | null,
  judgement: Judgement,
): ClientMask | null {
  const [word] = draft.persistence_granularity?.value ?? [];
  if (word === undefined) return null;
  const length = /^\d{1,3}$/.test(word.text) ? Number(word.text) : null;
  const isIpv6 = (family ?? familyOfMask(draft)) === "ipv6";
  if (isIpv6 && length !== null && length >= 1 && length <= 128) {
    return { family: "ipv6", prefixLength: length };
  }
  if (isIpv6) return refuse(word, "a number of bits from 1 to 128", judgement);
  const netmask = parseAddress(word.text);
  if (netmask !== null && familyOf(netmask) === "ipv4") return { family: "ipv4", netmask };
  if (length === null) return refuse(word, "a netmask such as 255.255.255.0", judgement);
  const isLength = length >= 1 && length <= 32;
  return isLength
    ? { family: "ipv4", netmask: readLength(word, length, judgement) }
    : refuseLength(word, judgement);
}

function refuse(word: Word, expected: string, judgement: Judgement): null {
  judgement.report(loadBalancingCodes.badMask, word.span, {
    message: `"${word.text}" does not group clients of this service`,
    help: `expected ${expected}`,
    consequence: `${judgement.name} therefore takes every client by itself.`,
  });
  return null;
}

function refuseLength({ text, span }: Word, judgement: Judgement): null {
  judgement.report(loadBalancingCodes.lengthForMask, span, {
    message: `"${text}" is neither a netmask nor a number of bits of an IPv4 address`,
    help: "expected a netmask such as 255.255.255.0",
    consequence: `${judgement.name} therefore takes every client by itself.`,
  });
  return null;
}

function readLength(word: Word, length: number, judgement: Judgement): IpAddress {
  const netmask = netmaskOf(length);
  judgement.report(loadBalancingCodes.lengthForMask, word.span, {
    message: `"${word.text}" is not a netmask`,
    help: `write ${netmask}`,
    consequence: `It is taken as ${netmask}, which keepalived does not do.`,
    fix: {
      title: `write ${netmask}`,
      edits: [{ span: word.span, text: netmask, replaces: word.text }],
    },
  });
  return netmask;
}

const netmaskOf = (length: number): IpAddress =>
  addressFromBytes(
    Uint8Array.from({ length: 4 }, (_, index) => {
      const bits = Math.min(8, Math.max(0, length - 8 * index));
      return (0xff << (8 - bits)) & 0xff;
    }),
  );
