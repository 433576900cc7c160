/** Bytes as keepalived's genhash shows them: sixteen a line, with their offset and their text. */
const bytesALine = 16;
const half = 8;
/** Where the text begins. */
const textColumn = 58;

export function hexDump(bytes: Uint8Array, firstOffset = 0): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += bytesALine) {
    text += dumpLine(bytes.subarray(at, at + bytesALine), firstOffset + at);
  }
  return text;
}

function dumpLine(bytes: Uint8Array, offset: number): string {
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0"));
  const [first, second] = [digits.slice(0, half), digits.slice(half)];
  const hexadecimal = `${first.join(" ").padEnd(3 * half)}- ${second.join(" ")}`;
  const start = `${String(offset).padStart(4, "0")}  ${hexadecimal}`;
  return `${start.padEnd(textColumn)}${printable(bytes).padEnd(bytesALine)}\n`;
}

const printable = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".")).join(
    "",
  );
