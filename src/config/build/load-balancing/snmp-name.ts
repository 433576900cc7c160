import { loadBalancingCodes } from "../../diagnostics/codes-load-balancing.ts";
import type { Word } from "../../language/tree.ts";
import type { Judgement } from "../judgement.ts";
import type { Entry } from "../reading/values.ts";

/** One word, or null. */
export function snmpNameOf(
  given: Entry<readonly Word[]> | undefined,
  judgement: Judgement,
): string | null {
  if (given === undefined) return null;
  const [name, surplus] = given.value;
  if (name === undefined) return null;
  if (surplus === undefined) return name.text;
  judgement.report(loadBalancingCodes.surplusName, surplus.span, {
    message: "this name has several words",
    help: `put it in quotes: "${given.value.map(({ text }) => text).join(" ")}"`,
    consequence: `${judgement.name} therefore runs without snmp_name.`,
  });
  return null;
}
