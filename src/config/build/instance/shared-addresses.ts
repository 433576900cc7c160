/** One address in two instances: each would hold it whatever the other does. */
import { isLinkLocal } from "../../../wire/address.ts";
import { diagnose } from "../../diagnostics/code.ts";
import { instanceCodes } from "../../diagnostics/codes-instance.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { AddressLine } from "../../model/address-line.ts";
import { addressLinesOf, type VrrpInstance } from "../../model/vrrp-instance.ts";

interface Holding {
  readonly instance: VrrpInstance;
  readonly line: AddressLine;
}

/** A warning for each address that an earlier instance has as well. */
export function sharedAddresses(instances: readonly VrrpInstance[]): readonly Diagnostic[] {
  const first = new Map<string, Holding>();
  const diagnostics: Diagnostic[] = [];
  for (const instance of instances) {
    for (const line of addressLinesOf(instance)) {
      const key = keyOf(line);
      const earlier = first.get(key);
      if (earlier === undefined) first.set(key, { instance, line });
      else if (earlier.instance !== instance) diagnostics.push(report(earlier, instance, line));
    }
  }
  return diagnostics;
}

/** A link-local address is another one on each link (RFC 4007 §6). */
const keyOf = ({ address, interface: link }: AddressLine): string =>
  isLinkLocal(address) ? `${address} ${link}` : address;

function report(earlier: Holding, { name }: VrrpInstance, { address, place }: AddressLine) {
  return diagnose(instanceCodes.addressShared, place, {
    message: `${address} is a virtual address of ${earlier.instance.name} and of ${name}`,
    help: "take it out of one of them",
    consequence:
      `Where one machine is master of ${earlier.instance.name} and another of ${name}, ` +
      `both hold ${address}.`,
    related: [{ span: earlier.line.place, message: `in ${earlier.instance.name}` }],
  });
}
