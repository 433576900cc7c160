/** What HTTP_GET and SSL_GET have in common: one of their pages, asked for and judged. */
import type { CheckedUrl, HttpCheck, SslCheck } from "../../config/model/checker.ts";
import type { Patterns } from "../../ports/patterns.ts";
import { encodeRequest, hostOf } from "../../wire/http/request.ts";
import { failure, type Result, success } from "../../wire/result.ts";
import type { Finish } from "../attempt.ts";
import { PageExchange } from "./page-exchange.ts";
import { PageJudge, type PageMeans } from "./page-judge.ts";
import { newPageSum } from "./page-sum.ts";

type PageChecker = HttpCheck | SslCheck;

/** Requests by checker and place of the url in it: the same bytes each time. */
const requests = new WeakMap<PageChecker, Uint8Array[]>();

/** The error is the reason why the page cannot be checked. */
export function exchangeOf(
  checker: PageChecker,
  place: number,
  patterns: Patterns,
  finish: Finish,
): Result<PageExchange, string> {
  const url = checker.urls[place];
  if (url === undefined) return failure(`there is no url ${place}`);
  const means = meansOf(url, patterns);
  if (!means.ok) return means;
  const judge = new PageJudge(url, means.value, finish);
  return success(new PageExchange(requestOf(checker, place, url), judge));
}

function requestOf(checker: PageChecker, place: number, url: CheckedUrl): Uint8Array {
  const known = requests.get(checker) ?? [];
  const request = known[place] ?? requestBytes(checker, url);
  known[place] = request;
  requests.set(checker, known);
  return request;
}

const requestBytes = (checker: PageChecker, { path, hostHeader }: CheckedUrl): Uint8Array => {
  const { httpVersion, closesConnection, address, port } = checker;
  const host = hostHeader ?? hostOf(address, port);
  return encodeRequest({ path, httpVersion, closesConnection, host });
};

function meansOf(
  { digest, bodyPattern }: CheckedUrl,
  patterns: Patterns,
): Result<PageMeans, string> {
  const sum = digest === null ? success(null) : newPageSum();
  if (!sum.ok) return sum;
  const pattern = bodyPattern === null ? success(null) : patterns.compile(bodyPattern);
  return pattern.ok ? success({ sum: sum.value, pattern: pattern.value }) : pattern;
}
