/** What an answer has to be: its status, the sum of its body, and what stands in it. */
import type { Hash } from "node:crypto";
import type { CheckedUrl } from "../../config/model/checker.ts";
import type { CompiledPattern } from "../../ports/patterns.ts";
import type { ProbeOutcome } from "../../ports/prober.ts";
import type { ResponseHead } from "../../wire/http/response-head.ts";
import { type Finish, failed } from "../attempt.ts";
import { longestBody, type PageListener } from "./page-exchange.ts";
import { PatternSearch } from "./pattern-search.ts";

/** What the url needs to be judged, each null where it does not. */
export interface PageMeans {
  readonly sum: Hash | null;
  readonly pattern: CompiledPattern | null;
}

export class PageJudge implements PageListener {
  readonly #url: CheckedUrl;
  readonly #finish: Finish;
  readonly #sum: Hash | null;
  readonly #search: PatternSearch | null;
  #isJudged = false;

  constructor(url: CheckedUrl, means: PageMeans, finish: Finish) {
    const { sum, pattern } = means;
    this.#url = url;
    this.#finish = finish;
    this.#sum = sum;
    this.#search =
      pattern === null || url.bodyPattern === null
        ? null
        : new PatternSearch(pattern, url.bodyPattern);
  }

  head({ statusCode }: ResponseHead): void {
    if (!isExpected(statusCode, this.#url)) this.#judge(failed(`status code ${statusCode}`));
  }

  body(bytes: Uint8Array): void {
    if (this.#isJudged) return;
    this.#sum?.update(bytes);
    this.#search?.push(bytes);
  }

  complete(remark: string | null): void {
    if (this.#isJudged) return;
    const sum = this.#sum?.digest("hex") ?? null;
    if (sum !== this.#url.digest) return this.#judge(failed(`MD5 digest mismatch: ${sum}`));
    const reason = this.#patternFailure();
    if (reason !== null) this.#judge(failed(reason));
    else this.#judge({ ok: true, weightDelta: null, warning: remark });
  }

  tooLong(): void {
    const isDecided = this.#sum === null && this.#search?.finding !== "undecided";
    if (isDecided) this.complete(null);
    else this.#judge(failed(`page is longer than ${longestBody} bytes`));
  }

  broken(reason: string): void {
    this.#judge(failed(reason));
  }

  #patternFailure(): string | null {
    const finding = this.#search?.end() ?? null;
    if (finding === null) return null;
    if (typeof finding === "object") return finding.problem;
    const isFound = finding === "found";
    if (isFound === this.#url.bodyPattern?.mustMatch) return null;
    return isFound ? "regex matches" : "no match";
  }

  #judge(outcome: ProbeOutcome): void {
    this.#isJudged = true;
    this.#finish(outcome);
  }
}

function isExpected(statusCode: number, { statusCodes }: CheckedUrl): boolean {
  if (statusCodes.length === 0) return true;
  return statusCodes.some(({ first, last }) => first <= statusCode && statusCode <= last);
}
