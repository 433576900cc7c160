/** What the configuration names and the machine lacks. */
import { diagnose } from "../diagnostics/code.ts";
import { machineCodes } from "../diagnostics/codes-machine.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Span } from "../language/tree.ts";
import type { Configuration } from "../model/configuration.ts";
import type { VrrpInstance } from "../model/vrrp-instance.ts";
import type { Machine } from "./machine.ts";

/**
 * One warning for each instance or address whose interface is not there; none with
 * `dynamic_interfaces`.
 */
export function checkMachine(
  configuration: Configuration,
  machine: Machine,
): readonly Diagnostic[] {
  if (configuration.global.dynamicInterfaces) return [];
  return configuration.vrrpInstances.flatMap((instance) => [
    ...checkLink(instance, machine),
    ...checkAddresses(instance, machine),
  ]);
}

function checkLink(instance: VrrpInstance, machine: Machine): readonly Diagnostic[] {
  if (machine.interfaceExists(instance.interface)) return [];
  const consequence = `${instance.name} waits in FAULT until it appears.`;
  const span = instance.interfacePlace ?? instance.place;
  return [interfaceMissing(instance.interface, span, instance.name, consequence)];
}

function checkAddresses(instance: VrrpInstance, machine: Machine): readonly Diagnostic[] {
  const lines = [...instance.virtualAddresses, ...instance.excludedAddresses];
  return lines
    .filter((line) => line.interface !== instance.interface)
    .filter((line) => !machine.interfaceExists(line.interface))
    .map((line) => {
      const consequence = `${instance.name} cannot hold ${line.address} until it appears.`;
      const span = line.interfacePlace ?? line.place;
      return interfaceMissing(line.interface, span, line.address, consequence);
    });
}

const interfaceMissing = (
  name: string,
  span: Span,
  user: string,
  consequence: string,
): Diagnostic =>
  diagnose(machineCodes.interfaceMissing, span, {
    message: `there is no interface "${name}" for ${user}`,
    consequence,
    interface: name,
  });
