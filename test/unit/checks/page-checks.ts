/** HTTP_GET checks of the tests. */
import type { BodyPattern, CheckedUrl, HttpCheck } from "../../../src/config/model/checker.ts";
import { plainCheck } from "./check-scene.ts";

export const pageUrl: CheckedUrl = {
  path: "/",
  hostHeader: null,
  statusCodes: [{ first: 200, last: 299 }],
  digest: null,
  bodyPattern: null,
};

export const pageCheck = (...urls: readonly Partial<CheckedUrl>[]): HttpCheck => ({
  ...plainCheck,
  kind: "http",
  httpVersion: "1.0",
  closesConnection: false,
  fastRecovery: false,
  urls: urls.map((url) => ({ ...pageUrl, ...url })),
});

export const patternOf = (pattern: string, more: Partial<BodyPattern> = {}): BodyPattern => ({
  pattern,
  place: { source: 0, line: 1, column: 1, length: 1 },
  mustMatch: true,
  options: [],
  minimumOffset: 0,
  maximumOffset: null,
  stack: null,
  ...more,
});
