/** When to print in colours. */
import { Option } from "commander";

export type ColourWhen = "auto" | "always" | "never";

export const colourOption = (): Option =>
  new Option("--color <when>", "print in colours")
    .choices(["auto", "always", "never"] satisfies readonly ColourWhen[])
    .default("auto");

/** Where the words go. */
export interface Screen {
  readonly isTerminal: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** https://no-color.org: set and not empty turns colour off, whatever it is set to. */
export function wantsColour(when: ColourWhen, screen: Screen = standardOutput()): boolean {
  if (when !== "auto") return when === "always";
  const { NO_COLOR = "", TERM } = screen.environment;
  return screen.isTerminal && NO_COLOR === "" && TERM !== "dumb";
}

const standardOutput = (): Screen => ({
  isTerminal: process.stdout.isTTY === true,
  environment: process.env,
});
