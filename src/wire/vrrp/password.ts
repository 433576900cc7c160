/** The eight bytes in which VRRPv2 carries a clear-text password. */
import { authenticationDataBytes } from "./layout.ts";

const utf8 = new TextEncoder();

/** Fresh bytes: cut after eight, filled with zeros up to eight (RFC 2338 §5.3.10). */
export function passwordBytes(password: string): Uint8Array {
  const data = new Uint8Array(authenticationDataBytes);
  data.set(utf8.encode(password).subarray(0, authenticationDataBytes));
  return data;
}

/** Whether the eight bytes at `offset` are `password`, in a time that does not depend on them. */
export function passwordEquals(message: Uint8Array, offset: number, password: string): boolean {
  const expected = passwordBytes(password);
  let difference = 0;
  for (let index = 0; index < authenticationDataBytes; index++) {
    difference |= (message[offset + index] ?? 0) ^ (expected[index] ?? 0);
  }
  return difference === 0;
}
