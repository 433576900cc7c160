/**
 * `vrrp_rx_bufs_policy` and its multiplier: how large the receive buffer of an advert socket is.
 */
import type { GlobalDraft } from "../drafts.ts";

export type BufferPolicy =
  | { readonly kind: "system" }
  | { readonly kind: "bytes"; readonly bytes: number }
  | { readonly kind: "mtu"; readonly multiplier: number }
  | { readonly kind: "advert"; readonly multiplier: number };

const defaultMultiplier = 3;

/** `MTU`, `ADVERT` or a number of bytes; anything else is the system's size. */
export function bufferPolicyOf(draft: GlobalDraft): BufferPolicy {
  const text = draft.vrrp_rx_bufs_policy?.value[0]?.text ?? "";
  const multiplier = draft.vrrp_rx_bufs_multiplier?.value ?? defaultMultiplier;
  if (text === "MTU") return { kind: "mtu", multiplier };
  if (text === "ADVERT") return { kind: "advert", multiplier };
  if (/^\d{1,9}$/.test(text)) return { kind: "bytes", bytes: Number(text) };
  return { kind: "system" };
}

/**
 * Bytes, or null for the system's; the sizes are those of this interface and this instance's
 * advert.
 */
export function bufferBytes(
  policy: BufferPolicy,
  mtuBytes: number,
  advertBytes: number,
): number | null {
  switch (policy.kind) {
    case "system":
      return null;
    case "bytes":
      return policy.bytes;
    case "mtu":
      return mtuBytes * policy.multiplier;
    case "advert":
      return advertBytes * policy.multiplier;
  }
}
