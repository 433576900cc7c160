/** `NAT | DR | TUN …`: how packets reach a real server. */
import { argumentCodes } from "../../diagnostics/codes-arguments.ts";
import { loadBalancingCodes } from "../../diagnostics/codes-load-balancing.ts";
import type { Word } from "../../language/tree.ts";
import type { Forwarding, Tunnel } from "../../model/load-balancing.ts";
import type { Judgement } from "../judgement.ts";
import { readPort } from "./endpoint.ts";

export const nat: Forwarding = { method: "nat" };
const directRouting: Forwarding = { method: "directRouting" };
const plainTunnel: Tunnel = { type: "ipip", port: null, checksum: "none" };

const tunnelTypes: Readonly<Record<string, Tunnel["type"]>> = {
  ipip: "ipip",
  gue: "gue",
  gre: "gre",
};
const checksums: Readonly<Record<string, Tunnel["checksum"]>> = {
  nocsum: "none",
  csum: "plain",
  remcsum: "remote",
};

/** Null when it is of no use, which is reported with `consequence`. */
export function readForwarding(
  words: readonly Word[],
  consequence: string,
  judgement: Judgement,
): Forwarding | null {
  const [method, ...options] = words;
  if (method === undefined) return null;
  const [option] = options;
  switch (method.text) {
    case "NAT":
    case "DR":
      if (option !== undefined) {
        return refuse(option, `${method.text} takes no options`, consequence, judgement);
      }
      return method.text === "NAT" ? nat : directRouting;
    case "TUN": {
      const tunnel = readTunnel(method, options, consequence, judgement);
      return tunnel === null ? null : { method: "tunnel", tunnel };
    }
    default:
      judgement.report(argumentCodes.notOneOf, method.span, {
        message: `"${method.text}" is no forwarding method`,
        help: "expected NAT, DR or TUN, in capitals",
        consequence,
      });
      return null;
  }
}

interface TunnelDraft {
  type: Tunnel["type"];
  port: number | null;
  checksum: Tunnel["checksum"];
}

function readTunnel(
  method: Word,
  options: readonly Word[],
  consequence: string,
  judgement: Judgement,
): Tunnel | null {
  if (options.length === 0) return plainTunnel;
  const tunnel: TunnelDraft = { ...plainTunnel };
  const rest = options.values();
  for (const option of rest) {
    const refused = (message: string): null => refuse(option, message, consequence, judgement);
    const checksum = own(checksums, option.text);
    if (option.text === "type") {
      const name = rest.next().value;
      if (name === undefined) return refused('"type" lacks its value');
      const type = own(tunnelTypes, name.text);
      if (type === undefined) {
        return refuse(name, `"${name.text}" is no type of tunnel`, consequence, judgement);
      }
      tunnel.type = type;
    } else if (option.text === "port") {
      const port = rest.next().value;
      if (port === undefined) return refused('"port" lacks its value');
      tunnel.port = readTunnelPort(port, consequence, judgement);
      if (tunnel.port === null) return null;
    } else if (checksum !== undefined) {
      tunnel.checksum = checksum;
    } else {
      return refused(`"${option.text}" is no option of a tunnel`);
    }
  }
  return isPossible(tunnel, method, consequence, judgement) ? tunnel : null;
}

function readTunnelPort(word: Word, consequence: string, judgement: Judgement): number | null {
  if (Number(word.text) !== 0) return readPort(word, consequence, judgement);
  return refuse(word, "port 0 is none", consequence, judgement);
}

/** What each type can carry (ip_vs_xmit.c knows checksums of gue and gre, remote ones of gue). */
function isPossible(
  { type, port, checksum }: Tunnel,
  method: Word,
  consequence: string,
  judgement: Judgement,
): boolean {
  if ((type === "gue") !== (port !== null)) {
    const what = port === null ? "needs its port" : "has no port";
    refuse(method, `a tunnel of type ${type} ${what}`, consequence, judgement);
    return false;
  }
  if (checksum === "none" || type === "gue" || (type === "gre" && checksum === "plain"))
    return true;
  const name = checksum === "plain" ? "csum" : "remcsum";
  refuse(method, `a tunnel of type ${type} has no "${name}"`, consequence, judgement);
  return false;
}

function refuse(word: Word, message: string, consequence: string, judgement: Judgement): null {
  judgement.report(loadBalancingCodes.badTunnel, word.span, {
    message,
    help: "expected TUN, TUN type gre or TUN type gue port N, then nocsum, csum or remcsum",
    consequence,
  });
  return null;
}

const own = <Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;
