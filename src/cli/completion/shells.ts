import type { CompletedProgram } from "./words.ts";

type Script = (program: CompletedProgram) => string | Promise<string>;

/** The shells that can be served; each script is loaded when somebody asks for it. */
export const shells = {
  bash: async (program) => (await import("./bash.ts")).bashCompletion(program),
  zsh: async (program) => (await import("./zsh.ts")).zshCompletion(program),
  fish: async (program) => (await import("./fish.ts")).fishCompletion(program),
} as const satisfies Readonly<Record<string, Script>>;
