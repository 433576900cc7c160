/** Posts events to one URL. */
import { trustMachineAuthorities } from "../../../checks/tls/machine-authorities.ts";
import type { JournalEvent } from "../../../core/journal/event.ts";
import type { Delivery } from "./delivery-queue.ts";

/** The body of a post, version 1. */
export interface Post {
  readonly version: 1;
  readonly router_id: string;
  /** ISO 8601, UTC: when it happened. */
  readonly at: string;
  readonly event: JournalEvent;
}

const limitMillis = 10_000;
/** Statuses that ask to come again (RFC 9110 §15.5.9, RFC 6585 §4). */
const againStatuses = [408, 429];

let trusts = false;
function trustOnce(): void {
  if (!trusts) trustMachineAuthorities();
  trusts = true;
}

export class Webhook {
  readonly #url: URL;
  #underWay: AbortController | null = null;

  constructor(url: string) {
    this.#url = new URL(url);
    if (this.#url.protocol === "https:") trustOnce();
  }

  /** Never more than the server: what comes behind it is often the key to it. */
  get name(): string {
    return `Webhook ${this.#url.origin}`;
  }

  async deliver(post: Post): Promise<Delivery> {
    const underWay = new AbortController();
    this.#underWay = underWay;
    try {
      const response = await fetch(withoutLogin(this.#url), {
        method: "POST",
        headers: { "content-type": "application/json", ...authorization(this.#url) },
        body: JSON.stringify(post),
        signal: AbortSignal.any([underWay.signal, AbortSignal.timeout(limitMillis)]),
      });
      await response.body?.cancel();
      return judged(response.status);
    } catch (error) {
      return { kind: "failed", about: "server", reason: reasonOf(error) };
    } finally {
      this.#underWay = null;
    }
  }

  abort(): void {
    this.#underWay?.abort();
  }
}

function judged(status: number): Delivery {
  if (status < 300) return { kind: "delivered" };
  const reason = `it answers with status ${status}`;
  const comesAgain = status >= 500 || againStatuses.includes(status);
  return comesAgain ? { kind: "failed", about: "item", reason } : { kind: "refused", reason };
}

/** fetch() takes no URL with a login in it. */
function withoutLogin(url: URL): URL {
  const bare = new URL(url);
  bare.username = "";
  bare.password = "";
  return bare;
}

function authorization({ username, password }: URL): Record<string, string> {
  if (username === "") return {};
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { authorization: `Basic ${Buffer.from(login).toString("base64")}` };
}

/** The cause says more than "fetch failed"; its words may name the URL, so only its code is told. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "it cannot be reached";
  if (error.name === "TimeoutError") return `no answer within ${limitMillis / 1000} s`;
  if (error.name === "AbortError") return "given up";
  const { cause } = error;
  return cause instanceof Error && "code" in cause ? String(cause.code) : "it cannot be reached";
}
