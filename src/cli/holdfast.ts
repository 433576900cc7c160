/** `holdfast`: the program's own commands. */
import { holdfastProgram } from "./program.ts";

await holdfastProgram().parseAsync();
