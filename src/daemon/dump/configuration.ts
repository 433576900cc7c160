/** The configuration as it was understood, before anything of it runs (`-d`). */
import type { Configuration } from "../../config/model/configuration.ts";
import { initialState } from "../../core/vrrp/step.ts";
import type { Micros } from "../../wire/units.ts";
import { globalLines } from "./global.ts";
import { instanceLines } from "./instance.ts";
import { heading } from "./labels.ts";

const never = 0 as Micros;

/** The lines of `keepalived.data` that need no running process. Shows no secret. */
export function configurationLines(
  { global, vrrpInstances }: Configuration,
  networkNamespace: string | null,
): string[] {
  return [
    ...globalLines(global, networkNamespace),
    ...(vrrpInstances.length === 0 ? [] : [heading("VRRP Topology")]),
    ...vrrpInstances.flatMap((instance) =>
      instanceLines({ instance, state: initialState(instance, never) }, never),
    ),
  ];
}
