/** When to print in colours. */
import { Option } from "commander";

export type ColourWhen = "auto" | "always" | "never";

export const colourOption = (): Option =>
  new Option("--color <when>", "print in colours")
    .choices(["auto", "always", "never"] satisfies readonly ColourWhen[])
    .default("auto");

/** https://no-color.org: set and not empty turns colour off, whatever it is set to. */
export function wantsColour(when: ColourWhen): boolean {
  if (when !== "auto") return when === "always";
  const { NO_COLOR, TERM } = process.env;
  return process.stdout.isTTY === true && (NO_COLOR ?? "") === "" && TERM !== "dumb";
}
