/** Status line and headers of an answer (RFC 9112 §4, §5): what tells its status and its end. */
import { failure, type Result, success } from "../result.ts";

export interface ResponseHead {
  readonly statusCode: number;
  /** Null where it is not said, and where chunks say it better (RFC 9112 §6.3). */
  readonly contentLength: number | null;
  readonly isChunked: boolean;
}

export type HeadError = "notHttp" | "brokenLength";

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const space = 0x20;
const tab = 0x09;
const colon = 0x3a;
const digitZero = 0x30;
const digitNine = 0x39;

/** Longer than this is no version of HTTP. */
const longestVersion = 16;

/**
 * Where the head that begins at `start` ends, -1 where that has not come yet. Lines may end with a
 * line feed alone (RFC 9112 §2.2). `from` may be anything up to which there was no end.
 */
export function endOfHead(bytes: Uint8Array, start: number, from: number): number {
  let at = bytes.indexOf(lineFeed, Math.max(start, from - 2));
  while (at >= 0) {
    if (bytes[at + 1] === lineFeed) return at + 2;
    if (bytes[at + 1] === carriageReturn && bytes[at + 2] === lineFeed) return at + 3;
    at = bytes.indexOf(lineFeed, at + 1);
  }
  return -1;
}

/** Whether the first `length` bytes may become a status line. */
export const beginsAsHttp = (bytes: Uint8Array, length: number): boolean =>
  isText(bytes, 0, protocolName.subarray(0, length));

/** Reads the head from `start` to `end`, as `endOfHead` found them; any bytes, never throws. */
export function readHead(
  bytes: Uint8Array,
  start: number,
  end: number,
): Result<ResponseHead, HeadError> {
  const statusCode = statusCodeAt(bytes, start, end);
  if (statusCode === null) return failure("notHttp");
  let contentLength: number | null = null;
  let isChunked = false;
  let line = bytes.indexOf(lineFeed, start) + 1;
  while (line < end) {
    const next = bytes.indexOf(lineFeed, line) + 1;
    if (isNamed(bytes, line, contentLengthName)) {
      const length = lengthIn(bytes, line + contentLengthName.length + 1, next);
      // Twice the same is borne, two lengths are an attack or an error (RFC 9112 §6.3).
      if (length === null || (contentLength !== null && contentLength !== length)) {
        return failure("brokenLength");
      }
      contentLength = length;
    } else if (isNamed(bytes, line, transferEncodingName)) {
      isChunked = endsWithChunked(bytes, line + transferEncodingName.length + 1, next);
    }
    line = next;
  }
  const holdsNul = bytes.indexOf(0, start);
  if (holdsNul >= 0 && holdsNul < end) return failure("notHttp");
  return success({ statusCode, contentLength: isChunked ? null : contentLength, isChunked });
}

function statusCodeAt(bytes: Uint8Array, start: number, end: number): number | null {
  if (!isText(bytes, start, protocolName)) return null;
  let at = bytes.indexOf(space, start);
  if (at < 0 || at - start > longestVersion) return null;
  while (bytes[at] === space) at++;
  let code = 0;
  for (const past = at + 3; at < past; at++) {
    const digit = bytes[at] ?? 0;
    if (at >= end || digit < digitZero || digit > digitNine) return null;
    code = code * 10 + digit - digitZero;
  }
  return isBlank(bytes[at] ?? 0) ? code : null;
}

const isBlank = (byte: number): boolean =>
  byte === space || byte === tab || byte === carriageReturn || byte === lineFeed;

const ascii = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => character.charCodeAt(0));

const protocolName = ascii("http/");
const contentLengthName = ascii("content-length");
const transferEncodingName = ascii("transfer-encoding");
const chunkedName = ascii("chunked");

/** Names of headers in letters of any size, and the colon right after (RFC 9112 §5.1). */
function isNamed(bytes: Uint8Array, line: number, name: Uint8Array): boolean {
  return bytes[line + name.length] === colon && isText(bytes, line, name);
}

function isText(bytes: Uint8Array, start: number, text: Uint8Array): boolean {
  for (let index = 0; index < text.length; index++) {
    const byte = bytes[start + index] ?? 0;
    const small = byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte;
    if (small !== text[index]) return false;
  }
  return true;
}

/** A whole number of bytes, null where it is none that can be counted to. */
function lengthIn(bytes: Uint8Array, start: number, end: number): number | null {
  let length: number | null = null;
  let isOver = false;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (isBlank(byte)) {
      isOver = length !== null;
      continue;
    }
    if (isOver || byte < digitZero || byte > digitNine) return null;
    length = (length ?? 0) * 10 + byte - digitZero;
    if (length > Number.MAX_SAFE_INTEGER) return null;
  }
  return length;
}

/** The last coding is what delimits the body (RFC 9112 §6.1). */
function endsWithChunked(bytes: Uint8Array, start: number, end: number): boolean {
  let last = end - 1;
  while (last >= start && isBlank(bytes[last] ?? 0)) last--;
  const from = last + 1 - chunkedName.length;
  return from >= start && isText(bytes, from, chunkedName);
}
