/** Health checks of real servers, completed (keepalived.md §17): nothing left to derive. */
import type { IpAddress } from "../../wire/address.ts";
import type { Micros } from "../../wire/units.ts";
import type { Span } from "../language/tree.ts";
import type { ScriptCommand } from "./script-command.ts";
import type { Secret } from "./secret.ts";

export type Checker =
  | TcpCheck
  | HttpCheck
  | SslCheck
  | SmtpCheck
  | DnsCheck
  | UdpCheck
  | PingCheck
  | MiscCheck
  | FileCheck
  | BfdCheck;

/** When a check runs, and how many failures it takes. */
export interface CheckSchedule {
  readonly delayLoopMicros: Micros;
  /** How often a failed probe is repeated before the check has failed. */
  readonly retry: number;
  readonly delayBeforeRetryMicros: Micros;
  /** The longest random wait before the first probe. */
  readonly warmupMicros: Micros;
  /** `alpha`: failed until a probe has succeeded. */
  readonly startsFailed: boolean;
  readonly logAllFailures: boolean;
}

/** Where probes go, and by which way. */
export interface CheckConnection {
  readonly address: IpAddress;
  /** 0 where neither the check nor the real server has one. */
  readonly port: number;
  readonly bindAddress: IpAddress | null;
  readonly bindPort: number | null;
  readonly bindInterface: string | null;
  readonly timeoutMicros: Micros;
  /** `fwmark`; 0 is no mark. */
  readonly mark: number;
}

/** Every check that sends packets. */
export interface NetworkCheck extends CheckSchedule, CheckConnection {}

export interface TcpCheck extends NetworkCheck {
  readonly kind: "tcp";
}

/** Its port has no meaning. */
export interface PingCheck extends NetworkCheck {
  readonly kind: "ping";
}

interface PageCheck extends NetworkCheck {
  readonly httpVersion: "1.0" | "1.1";
  /** Sends `Connection: close`. */
  readonly closesConnection: boolean;
  /** No wait between urls while coming up. */
  readonly fastRecovery: boolean;
}

export interface HttpCheck extends PageCheck {
  readonly kind: "http";
  /** At least one. */
  readonly urls: readonly CheckedUrl[];
}

export interface SslCheck extends PageCheck {
  readonly kind: "ssl";
  /** `ssl_verify`: a certificate that is not trusted, or is another server's, is failure. */
  readonly verifiesCertificate: boolean;
  /** Null where nobody wants to know. */
  readonly expiryWarningDays: number | null;
  /** At least one. */
  readonly urls: readonly SecureUrl[];
}

/** One request, and what its answer has to be. */
export interface CheckedUrl {
  readonly path: string;
  /** Null is the address and port that are probed. */
  readonly hostHeader: string | null;
  /** Empty where every status is right. */
  readonly statusCodes: readonly StatusRange[];
  /** MD5 of the body, in small hexadecimal letters; null where it does not matter. */
  readonly digest: string | null;
  readonly bodyPattern: BodyPattern | null;
}

export interface SecureUrl extends CheckedUrl {
  /** For the TLS hello; null sends none. */
  readonly serverName: string | null;
  /** `tls_compliant`: say close_notify before the connection is closed. */
  readonly closeNotify: boolean;
}

/** Both ends included; 100..599. */
export interface StatusRange {
  readonly first: number;
  readonly last: number;
}

export interface BodyPattern {
  /** For PCRE2. */
  readonly pattern: string;
  readonly place: Span;
  /** False with `regex_no_match`. */
  readonly mustMatch: boolean;
  /** Names of PCRE2's compile options, in small letters. */
  readonly options: readonly string[];
  /** Offsets in bytes of the body. */
  readonly minimumOffset: number;
  /** The last one where a match may begin; null is the end. */
  readonly maximumOffset: number | null;
  /** Null is what PCRE2 takes. */
  readonly stack: { readonly startBytes: number; readonly maximumBytes: number } | null;
}

export interface SmtpCheck extends NetworkCheck {
  readonly kind: "smtp";
  readonly heloName: string;
}

export interface DnsCheck extends NetworkCheck {
  readonly kind: "dns";
  readonly recordType: DnsRecordType;
  /** `.` is the root. */
  readonly name: string;
}

export type DnsRecordType =
  | "A"
  | "NS"
  | "CNAME"
  | "SOA"
  | "MX"
  | "TXT"
  | "AAAA"
  | "RRSIG"
  | "DNSKEY";

export interface UdpCheck extends NetworkCheck {
  readonly kind: "udp";
  /** Two small hexadecimal digits a byte; null sends random bytes. */
  readonly payload: string | null;
  /** Null where silence is success. */
  readonly reply: UdpReply | null;
}

export interface UdpReply {
  /** How it has to begin, as the payload is written, `x` for any digit; empty is anything. */
  readonly pattern: string;
  readonly minimumLength: number;
  readonly maximumLength: number;
}

export interface MiscCheck extends CheckSchedule {
  readonly kind: "misc";
  /** Where its block ends. */
  readonly end: Span;
  readonly command: ScriptCommand;
  readonly timeoutMicros: Micros;
  /** `misc_dynamic`: the exit status says the weight. */
  readonly setsWeight: boolean;
}

export interface FileCheck {
  readonly kind: "file";
  /** Name of one of `Tracking.files`. */
  readonly file: string;
  /** The number in the file times this is added to the server's; 0: any number but 0 is failure. */
  readonly weight: number;
  readonly reversed: boolean;
}

export interface BfdCheck {
  readonly kind: "bfd";
  /** Name of one of `Tracking.bfdInstances`. */
  readonly session: string;
  readonly startsFailed: boolean;
}

/** The `SSL` block: what every `ssl` check shows and trusts. Paths as written. */
export interface SslFiles {
  readonly place: Span;
  readonly password: Secret | null;
  readonly authorities: string | null;
  readonly certificate: string | null;
  readonly key: string | null;
}
