/** The files that are made from the tables and from the command line, by their paths. */
import { bashCompletion } from "../src/cli/completion/bash.ts";
import { fishCompletion } from "../src/cli/completion/fish.ts";
import { wordsOf } from "../src/cli/completion/words.ts";
import { zshCompletion } from "../src/cli/completion/zsh.ts";
import { programManual } from "../src/cli/manual.ts";
import { holdfastProgram } from "../src/cli/program.ts";
import { clusterReference } from "../src/config/cluster/reference.ts";
import { configurationManual } from "../src/config/keywords/reference/manual.ts";
import { markdownReference } from "../src/config/keywords/reference/markdown.ts";
import { productVersion } from "../src/daemon/version.ts";
import { checkedPages, currentCheckedPage } from "./check-page.ts";

export function generatedPages(): Readonly<Record<string, string>> {
  const program = holdfastProgram();
  const completed = wordsOf(program);
  return {
    "docs/keywords.md": markdownReference(),
    "docs/cluster.md": clusterReference(),
    ...Object.fromEntries(checkedPages.map((page) => [page, currentCheckedPage(page)])),
    "packaging/man/holdfast.conf.5": configurationManual(productVersion),
    "packaging/man/holdfast.8": programManual(program, productVersion),
    "packaging/completion/holdfast.bash": bashCompletion(completed),
    "packaging/completion/_holdfast": zshCompletion(completed),
    "packaging/completion/holdfast.fish": fishCompletion(completed),
  };
}
