import { Argument, type Command } from "commander";
import { shells } from "./completion/shells.ts";

/** `holdfast completion`: what a shell reads to complete this program's commands. */
export function addCompletionCommand(program: Command): void {
  program
    .command("completion")
    .description("print what a shell needs to complete holdfast's commands and options")
    .addArgument(new Argument("<shell>", "the shell").choices(Object.keys(shells)))
    .action(async (shell: keyof typeof shells) => {
      const { wordsOf } = await import("./completion/words.ts");
      const { [shell]: script } = shells;
      process.stdout.write(await script(wordsOf(program)));
    });
}
