/**
 * Bytes and text, both ways without loss: what is not UTF-8 becomes a lone surrogate for each byte,
 * U+DC80..U+DCFF, which no valid UTF-8 decodes to.
 */
const surrogateOfByte = 0xdc00;

export interface Decoded {
  readonly text: string;
  readonly isUtf8: boolean;
}

/** Decodes any bytes; `encodeText` of the result gives them back. A byte order mark stays. */
export function decodeText(bytes: Uint8Array): Decoded {
  try {
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    return { text: decoder.decode(bytes), isUtf8: true };
  } catch {
    return { text: decodeDamaged(bytes), isUtf8: false };
  }
}

/** The bytes that `decodeText` made the text of. */
export function encodeText(text: string): Uint8Array {
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (const part of text.split(/([\udc80-\udcff]+)/u)) {
    const isDamage = isDamagedByte(part.charCodeAt(0));
    const bytes = isDamage ? Uint8Array.from(part, byteOfSurrogate) : encoder.encode(part);
    parts.push(bytes);
    length += bytes.length;
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Whether a UTF-16 code unit that stands alone is a byte that was not UTF-8. */
export function isDamagedByte(code: number): boolean {
  return code >= surrogateOfByte + 0x80 && code <= surrogateOfByte + 0xff;
}

const byteOfSurrogate = (letter: string): number => letter.charCodeAt(0) - surrogateOfByte;

function decodeDamaged(bytes: Uint8Array): string {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const parts: string[] = [];
  let plainFrom = 0;
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length === 0) {
      parts.push(decoder.decode(bytes.subarray(plainFrom, at)));
      parts.push(String.fromCharCode(surrogateOfByte + (bytes[at] ?? 0)));
      plainFrom = at + 1;
    }
    at += Math.max(1, length);
  }
  parts.push(decoder.decode(bytes.subarray(plainFrom)));
  return parts.join("");
}

/** The length of the well-formed sequence at `at` (Unicode, table 3-7), or 0. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  for (let index = 1; index < length; index++) {
    const [low, high] = index === 1 ? secondByteRange(first) : [0x80, 0xbf];
    const byte = bytes[at + index] ?? 0;
    if (byte < low || byte > high) return 0;
  }
  return length;
}

function secondByteRange(first: number): readonly [number, number] {
  switch (first) {
    case 0xe0:
      return [0xa0, 0xbf];
    case 0xed:
      return [0x80, 0x9f];
    case 0xf0:
      return [0x90, 0xbf];
    case 0xf4:
      return [0x80, 0x8f];
    default:
      return [0x80, 0xbf];
  }
}
