/** `HTTP_GET` and `SSL_GET`: the same, the second one over TLS. */
import { seconds } from "../../../wire/units.ts";
import { pageCheckCodes } from "../../diagnostics/codes-page-checks.ts";
import type { httpGetKeywords } from "../../keywords/checks/http-get.ts";
import type { Statement } from "../../language/tree.ts";
import type {
  CheckedUrl,
  HttpCheck,
  NetworkCheck,
  SecureUrl,
  SslCheck,
} from "../../model/checker.ts";
import type { Judgement } from "../judgement.ts";
import type { Draft, Entry } from "../reading/values.ts";
import { endOf } from "../tracking/definition.ts";
import type { CheckerContext } from "./checker-context.ts";
import { judgePort, networkCheckOf } from "./connection.ts";
import { beginning, readCheck, subjectOf } from "./read-check.ts";
import type { UsualSchedule } from "./schedule.ts";
import { urlOf } from "./url.ts";

type PageDraft = Draft<typeof httpGetKeywords>;
/** All but what it asks for. */
type PageSettings = NetworkCheck &
  Pick<HttpCheck, "httpVersion" | "closesConnection" | "fastRecovery">;

const usual: UsualSchedule = { retry: 1, delayBeforeRetryMicros: seconds(3) };

export function httpCheckOf(
  statement: Statement,
  context: CheckerContext,
  judgement: Judgement,
): HttpCheck | null {
  const section = "virtual_server/real_server/HTTP_GET";
  const { draft } = readCheck(section, statement, usual, context, judgement);
  judgeTlsWords(draft, judgement);
  const hostHeader = draft.virtualhost?.value ?? context.defaults.virtualHost;
  const urls = blocksOf(draft).flatMap((block) => {
    const inner = readCheck(`${section}/url`, block, null, context, judgement);
    const closeNotify = inner.draft.tls_compliant;
    if (closeNotify !== undefined) reportTlsWord(closeNotify, judgement);
    return urlOf(inner, block, hostHeader, judgement) ?? [];
  });
  const settings = settingsOf(draft, urls.length, statement, context, judgement);
  return settings === null ? null : { ...settings, kind: "http", urls };
}

export function sslCheckOf(
  statement: Statement,
  context: CheckerContext,
  judgement: Judgement,
): SslCheck | null {
  const section = "virtual_server/real_server/SSL_GET";
  const { draft } = readCheck(section, statement, usual, context, judgement);
  const hostHeader = draft.virtualhost?.value ?? context.defaults.virtualHost;
  const sendsName = draft.enable_sni?.value ?? draft.sni_name !== undefined;
  const urls = blocksOf(draft).flatMap((block): SecureUrl | [] => {
    const inner = readCheck(`${section}/url`, block, null, context, judgement);
    const url = urlOf(inner, block, hostHeader, judgement);
    if (url === null) return [];
    const serverName = sendsName ? serverNameOf(draft, url, judgement) : null;
    return { ...url, serverName, closeNotify: isGiven(draft, inner.draft) };
  });
  const settings = settingsOf(draft, urls.length, statement, context, judgement);
  if (settings === null) return null;
  const verifiesCertificate = draft.ssl_verify?.value ?? false;
  const expiryWarningDays = draft.ssl_expiry_warning?.value ?? null;
  return { ...settings, kind: "ssl", verifiesCertificate, expiryWarningDays, urls };
}

function serverNameOf(
  { enable_sni, sni_name }: PageDraft,
  { hostHeader, path }: CheckedUrl,
  judgement: Judgement,
): string | null {
  const name = sni_name?.value ?? hostHeader;
  const asked = enable_sni ?? sni_name;
  if (name === null && asked !== undefined) {
    judgement.report(pageCheckCodes.serverNameMissing, asked.span, {
      message: `there is no server name to send for "${path}"`,
      help: "add sni_name or virtualhost",
    });
  }
  return name;
}

type TlsWord = { readonly tls_compliant?: Entry<true> };

const isGiven = (check: TlsWord, url: TlsWord): boolean =>
  check.tls_compliant !== undefined || url.tls_compliant !== undefined;

const blocksOf = ({ url }: PageDraft): readonly Statement[] => url?.value ?? [];

function settingsOf(
  draft: PageDraft,
  urlCount: number,
  statement: Statement,
  context: CheckerContext,
  judgement: Judgement,
): PageSettings | null {
  const retry = laterOf(draft.retry, draft.nb_get_retry);
  const words = retry === undefined ? draft : { ...draft, retry };
  const check = networkCheckOf(words, usual, statement, context, judgement);
  if (urlCount === 0) {
    judgement.report(pageCheckCodes.urlsMissing, endOf(statement), {
      message: `this ${statement.words[0].text} has no usable url`,
      help: "add url { path / }",
      consequence: `${subjectOf(statement, context)} is left out.`,
      related: beginning(statement),
    });
    return null;
  }
  if (check === null) return null;
  judgePort(check, statement, context, judgement);
  const protocol = draft.http_protocol?.value ?? "1.0";
  return {
    ...check,
    httpVersion: protocol === "1.1" ? "1.1" : "1.0",
    closesConnection: protocol !== "1.0",
    fastRecovery: draft.fast_recovery?.value ?? false,
  };
}

function laterOf(
  one: Entry<number> | undefined,
  other: Entry<number> | undefined,
): Entry<number> | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one.order > other.order ? one : other;
}

function judgeTlsWords(draft: PageDraft, judgement: Judgement): void {
  for (const given of [draft.enable_sni, draft.sni_name]) {
    if (given !== undefined) reportTlsWord(given, judgement);
  }
}

function reportTlsWord({ span }: Entry<unknown>, judgement: Judgement): void {
  judgement.report(pageCheckCodes.onlyWithTls, span, {
    message: "HTTP_GET speaks no TLS, so the line has no effect",
    help: "write SSL_GET where the real server speaks TLS",
  });
}
