/** genhash's options, as keepalived's has them (genhash(1)). */
import { type IpAddress, parseAddress } from "../../wire/address.ts";
import { failure, type Result, success } from "../../wire/result.ts";
import { type Micros, seconds } from "../../wire/units.ts";
import { type OptionSpec, readCommandLine } from "../option-grammar.ts";

type GenhashOption =
  | "useSsl"
  | "useSni"
  | "server"
  | "port"
  | "url"
  | "virtualHost"
  | "verbose"
  | "help"
  | "version"
  | "mark"
  | "protocol"
  | "timeout";

const flag = (id: GenhashOption, short: string | null, long: string, help: string) =>
  ({ id, short, long, argument: "none", help }) as const;
const valued = (
  id: GenhashOption,
  short: string,
  long: string,
  argumentName: string,
  help: string,
) => ({ id, short, long, argument: "required", argumentName, help }) as const;

export const genhashOptions: readonly OptionSpec<GenhashOption>[] = [
  valued("server", "s", "server", "ADDRESS", "the web server's address, IPv4 or IPv6"),
  valued("port", "p", "port", "PORT", "its port"),
  valued("url", "u", "url", "PATH", "the page"),
  flag("useSsl", "S", "use-ssl", "speak TLS"),
  flag("useSni", "I", "use-sni", "send the name of -V in the TLS hello"),
  valued("virtualHost", "V", "use-virtualhost", "NAME", "name for the Host header"),
  valued("protocol", "P", "protocol", "VERSION", "1.0, 1.0c (with Connection: close) or 1.1"),
  valued("mark", "m", "fwmark", "MARK", "mark of the packets, for policy routing"),
  valued("timeout", "t", "timeout", "SECONDS", "for the whole of it, 5 without"),
  flag("verbose", "v", "verbose", "print headers and page too; the digest is the last line"),
  flag("version", null, "version", "print the version"),
  flag("help", "h", "help", "print this"),
];

export interface PageQuery {
  readonly address: IpAddress;
  readonly port: number;
  readonly path: string;
  readonly usesTls: boolean;
  readonly sendsName: boolean;
  readonly virtualHost: string | null;
  readonly httpVersion: "1.0" | "1.1";
  readonly closesConnection: boolean;
  readonly mark: number;
  readonly timeoutMicros: Micros;
  readonly isVerbose: boolean;
}

export type GenhashInvocation =
  | { readonly kind: "help" }
  | { readonly kind: "version" }
  | { readonly kind: "hash"; readonly query: PageQuery };

const largestPort = 65_535;
const largestMark = 0xffff_ffff;
const usualTimeoutSeconds = 5;

/** The error is a sentence for the user. */
export function readGenhash(words: readonly string[]): Result<GenhashInvocation, string> {
  const read = readCommandLine(genhashOptions, words);
  if (!read.ok) return read;
  const { options, operands } = read.value;
  if (operands.length > 0) return failure(`Unexpected argument(s): ${operands.join(" ")}`);
  const has = (id: GenhashOption) => options.some((option) => option.id === id);
  const value = (id: GenhashOption) => options.findLast((option) => option.id === id)?.value;
  if (has("help")) return success({ kind: "help" });
  if (has("version")) return success({ kind: "version" });
  return queryOf(has, (id) => value(id) ?? null);
}

function queryOf(
  has: (id: GenhashOption) => boolean,
  value: (id: GenhashOption) => string | null,
): Result<GenhashInvocation, string> {
  const [server, path, virtualHost] = [value("server"), value("url"), value("virtualHost")];
  const port = value("port");
  if (server === null || port === null || path === null) {
    return failure("a server (-s), a port (-p) and a url (-u) are needed");
  }
  const address = parseAddress(server);
  if (address === null) return failure(`server should be an IP, not ${server}`);
  const portNumber = whole(port, 1, largestPort);
  if (portNumber === null) return failure(`invalid port number '${port}'`);
  const mark = whole(value("mark") ?? "0", 0, largestMark);
  if (mark === null) return failure(`invalid fwmark '${value("mark")}'`);
  const timeout = Number(value("timeout") ?? usualTimeoutSeconds);
  if (!(timeout > 0 && timeout <= 3600)) return failure(`invalid timeout '${value("timeout")}'`);
  const protocol = (value("protocol") ?? "1.0").toLowerCase();
  if (!["1.0", "1.0c", "1.1"].includes(protocol)) {
    return failure(`invalid HTTP protocol version '${value("protocol")}'`);
  }
  if (has("useSni") && virtualHost === null) return failure("-I sends the name that -V gives");
  const query: PageQuery = {
    address,
    port: portNumber,
    path,
    usesTls: has("useSsl"),
    sendsName: has("useSni"),
    virtualHost,
    httpVersion: protocol === "1.1" ? "1.1" : "1.0",
    closesConnection: protocol !== "1.0",
    mark,
    timeoutMicros: seconds(timeout),
    isVerbose: has("verbose"),
  };
  return success({ kind: "hash", query });
}

/** Decimal, or hexadecimal with 0x. */
function whole(text: string, least: number, most: number): number | null {
  if (!/^(?:\d+|0x[\da-f]+)$/i.test(text)) return null;
  const number = Number(text);
  return number >= least && number <= most ? number : null;
}
