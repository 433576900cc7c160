/** `auth_hmac` (keepalived.md §7.5): keys become secrets at once. */
import { type Micros, seconds } from "../../../wire/units.ts";
import { instanceCodes } from "../../diagnostics/codes-instance.ts";
import { linkCodes } from "../../diagnostics/codes-link.ts";
import type { Statement, Word } from "../../language/tree.ts";
import { Secret } from "../../model/secret.ts";
import type { SignedAdverts, SigningKey } from "../../model/signed-adverts.ts";
import type { InstanceDraft } from "../drafts.ts";
import type { Judgement } from "../judgement.ts";
import { readSection } from "../reading/read-section.ts";

const fewestBytes = 32;
const mostBytes = 64;
const shortestWindow = seconds(5);

/** Peers would not hear unsigned adverts, so the instance cannot run without the signature. */
export function signingOf(
  draft: InstanceDraft,
  refused: ReadonlySet<string>,
  advertInterval: Micros,
  judgement: Judgement,
): { readonly signing?: SignedAdverts } {
  const given = draft.auth_hmac;
  if (given === undefined) {
    if (refused.has("auth_hmac")) judgement.disableSilently();
    return {};
  }
  judgement.disable(instanceCodes.authenticationUnsupported, given.span, {
    message: "auth_hmac is not supported yet",
    help: "run all routers of the group without it",
  });
  const signing = signedAdvertsOf(draft, advertInterval, judgement);
  return signing === null ? {} : { signing };
}

function signedAdvertsOf(
  draft: InstanceDraft,
  advertInterval: Micros,
  judgement: Judgement,
): SignedAdverts | null {
  const given = draft.auth_hmac;
  if (given === undefined) return null;
  const statements = given.value.flatMap((statement) => statement.block?.statements ?? []);
  const { draft: inner, diagnostics } = readSection(statements, {
    section: "vrrp_instance/auth_hmac",
    subject: judgement.name,
    title: `of ${judgement.name}`,
  });
  judgement.take(diagnostics);
  const keys = readKeys(statements, judgement);
  const [first] = keys;
  if (first === undefined) return null;
  const activeKey = inner.active_key?.value ?? first.id;
  if (!keys.some(({ id }) => id === activeKey)) {
    report(inner.active_key?.valueSpan ?? given.span, `there is no key ${activeKey}`, judgement);
    return null;
  }
  const window = inner.time_window;
  const usualWindow = Math.max(3 * advertInterval, shortestWindow) as Micros;
  return {
    keys,
    activeKey,
    antiReplay: inner.anti_replay?.value ?? "time",
    timeWindowMicros: window === undefined ? usualWindow : seconds(window.value),
    mode: inner.mode?.value ?? "enforce",
  };
}

function readKeys(statements: readonly Statement[], judgement: Judgement): readonly SigningKey[] {
  const keys = new Map<number, SigningKey>();
  for (const { words } of statements) {
    const [keyword, number, value] = words;
    if (keyword.text !== "key" || number === undefined) continue;
    const key = readKey(number, value, judgement);
    if (key === null) continue;
    if (keys.has(key.id)) report(number.span, `there is a key ${key.id} already`, judgement);
    else keys.set(key.id, key);
  }
  return [...keys.values()];
}

function readKey(number: Word, value: Word | undefined, judgement: Judgement): SigningKey | null {
  const id = /^\d{1,3}$/.test(number.text) ? Number(number.text) : 0;
  if (id < 1 || id > 255) {
    report(number.span, "a key has a number from 1 to 255", judgement);
    return null;
  }
  const from = value === undefined ? null : sourceOf(value.text);
  if (from !== null) return { id, from };
  const message = `key ${id} has no value of ${fewestBytes} to ${mostBytes} bytes`;
  report(number.span, message, judgement);
  return null;
}

function sourceOf(text: string): SigningKey["from"] | null {
  if (text.startsWith("file:")) return { kind: "file", path: text.slice("file:".length) };
  const isHexadecimal = text.startsWith("hex:");
  const value = isHexadecimal ? text.slice("hex:".length) : text;
  if (isHexadecimal && !/^(?:[\da-f]{2})+$/i.test(value)) return null;
  const bytes = isHexadecimal ? value.length / 2 : new TextEncoder().encode(value).length;
  if (bytes < fewestBytes || bytes > mostBytes) return null;
  return { kind: isHexadecimal ? "hexadecimal" : "text", value: new Secret(value) };
}

function report(
  span: Parameters<Judgement["report"]>[1],
  message: string,
  judgement: Judgement,
): void {
  judgement.report(linkCodes.badKey, span, { message, secret: true });
}
