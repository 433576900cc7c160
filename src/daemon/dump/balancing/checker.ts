/** One health check: labels and order are keepalived's. */
import type {
  CheckConnection,
  CheckedUrl,
  Checker,
  CheckSchedule,
  HttpCheck,
  MiscCheck,
  SecureUrl,
  SslCheck,
  UdpCheck,
} from "../../../config/model/checker.ts";
import { entry, labelled, yesNo } from "../labels.ts";
import type { CheckerDump } from "./snapshot.ts";

/** `service` and `server` are names as in the log. */
export function checkerLines(dump: CheckerDump, service: string, server: string): string[] {
  const { checker, enabled, up, hasRun, weight, retries } = dump;
  return [
    entry(1, `${service} -> ${server}`),
    labelled(3, "Enabled", yesNo(enabled)),
    labelled(3, "Up", yesNo(up)),
    labelled(3, "Has run", yesNo(hasRun)),
    labelled(3, "Current weight", weight),
    ...("delayLoopMicros" in checker ? scheduleLines(checker, retries) : []),
    ...("timeoutMicros" in checker && "bindPort" in checker ? connectionLines(checker) : []),
    ...methodLines(checker),
  ];
}

function scheduleLines(schedule: CheckSchedule, retries: number): string[] {
  const { retry } = schedule;
  return [
    labelled(3, "Alpha", yesNo(schedule.startsFailed)),
    labelled(3, "Delay loop", `${schedule.delayLoopMicros} us`),
    labelled(3, "Warmup", `${schedule.warmupMicros} us`),
    labelled(3, "Retries", retry),
    ...(retry === 0
      ? []
      : [
          labelled(3, "Delay before retry", `${schedule.delayBeforeRetryMicros} us`),
          labelled(3, "Retries iterations", retries),
        ]),
    labelled(3, "Log all failures", yesNo(schedule.logAllFailures)),
  ];
}

function connectionLines(connection: CheckConnection): string[] {
  const { address, port, bindAddress, bindPort, bindInterface, mark } = connection;
  const bound = bindAddress === null ? "" : `[${bindAddress}]`;
  return [
    entry(3, "Connection"),
    labelled(5, "Dest", `[${address}]:${port}`),
    ...(bindAddress === null && bindPort === null
      ? []
      : [labelled(5, "Bind to", `${bound}:${bindPort ?? 0}`)]),
    ...(bindInterface === null ? [] : [labelled(5, "Bind i/f", bindInterface)]),
    ...(mark === 0 ? [] : [labelled(5, "Mark", mark)]),
    labelled(5, "Timeout", (connection.timeoutMicros / 1_000_000).toFixed(6)),
  ];
}

function methodLines(checker: Checker): string[] {
  switch (checker.kind) {
    case "http":
    case "ssl":
      return pageLines(checker);
    case "misc":
      return miscLines(checker);
    case "udp":
      return udpLines(checker);
    case "smtp":
      return [method("SMTP_CHECK"), labelled(3, "helo", checker.heloName)];
    case "dns":
      return [
        method("DNS_CHECK"),
        labelled(3, "Type", checker.recordType),
        labelled(3, "Name", checker.name),
      ];
    case "file":
      return [
        method("FILE_CHECK"),
        labelled(5, "Tracked file", checker.file),
        labelled(5, "Weight", checker.weight),
      ];
    case "bfd":
      return [
        method("BFD_CHECK"),
        labelled(3, "Name", checker.session),
        entry(3, `Alpha is ${checker.startsFailed ? "ON" : "OFF"}`),
      ];
    case "tcp":
      return [method("TCP_CHECK")];
    case "ping":
      return [method("PING_CHECK")];
  }
}

const method = (name: string): string => labelled(3, "Keepalive method", name);

function pageLines(checker: HttpCheck | SslCheck): string[] {
  const urls: readonly (CheckedUrl | SecureUrl)[] = checker.urls;
  const sends = urls.some((url) => "serverName" in url && url.serverName !== null);
  return [
    method(`${checker.kind.toUpperCase()}_GET, http protocol ${checker.httpVersion}`),
    ...(checker.kind === "ssl" ? [entry(3, `Enable SNI ${setText(sends)}`)] : []),
    entry(3, `Fast recovery ${setText(checker.fastRecovery)}`),
    ...urls.flatMap(urlLines),
  ];
}

const setText = (value: boolean): string => (value ? "set" : "unset");

function urlLines({ path, digest, statusCodes, hostHeader, bodyPattern }: CheckedUrl): string[] {
  return [
    labelled(3, "Checked url", path),
    ...(digest === null ? [] : [labelled(5, "digest", digest)]),
    ...(statusCodes.length === 0
      ? []
      : [
          entry(5, "HTTP Status Code(s)"),
          ...statusCodes.map(({ first, last }) =>
            entry(7, first === last ? `${first}` : `${first}-${last}`),
          ),
        ]),
    ...(hostHeader === null ? [] : [labelled(5, "Virtual host", hostHeader)]),
    ...(bodyPattern === null ? [] : [labelled(5, "Regex", `"${bodyPattern.pattern}"`)]),
  ];
}

function miscLines({ command, timeoutMicros, setsWeight }: MiscCheck): string[] {
  return [
    method("MISC_CHECK"),
    labelled(3, "script", command.argv.map((word) => `'${word}'`).join(" ")),
    labelled(3, "timeout", timeoutMicros / 1_000_000),
    labelled(3, "dynamic", setsWeight ? "YES" : "NO"),
  ];
}

function udpLines({ payload, reply }: UdpCheck): string[] {
  return [
    method("UDP_CHECK"),
    ...(payload === null ? [] : [labelled(3, "Payload len", payload.length / 2)]),
    labelled(3, "Require reply", yesNo(reply !== null)),
    ...(reply === null
      ? []
      : [
          labelled(5, "Min reply length", reply.minimumLength),
          labelled(5, "Max reply length", reply.maximumLength),
        ]),
  ];
}
