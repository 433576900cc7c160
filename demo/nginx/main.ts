/**
 * What `vrrp_script` is for, to look at: two nodes with an nginx each, one address, and a client that
 * asks for a page without pause. The nginx of the node that holds the address is killed.
 *
 * `make demo DEMO=nginx`. Exit status: 0 when all went as it must, 1 when something did not, 2 when
 * the demo cannot run here.
 */
import { cleanUpAll } from "../../test/lab/cleanup.ts";
import { withLab } from "../../test/lab/lab.ts";
import { missingPrerequisites } from "../../test/lab/prerequisites.ts";
import { conclusion } from "../conclusion.ts";
import { formatTable, openScreen } from "../screen.ts";
import { introduce, setNginxStage, showClientLive } from "./stage.ts";
import { summaryRows, tellNginxStory } from "./story.ts";

process.exitCode = await main().catch((error: unknown) => {
  process.stderr.write(`\nThe demo broke off: ${error instanceof Error ? error.message : error}\n`);
  return 1;
});
cleanUpAll();

async function main(): Promise<number> {
  const trouble = missingPrerequisites(["ip", "nginx", "pgrep"]);
  if (trouble.length > 0) {
    process.stderr.write(`The demo cannot run here:\n  - ${trouble.join("\n  - ")}\n`);
    return 2;
  }
  return await withLab(["a", "b"], async (lab) => {
    const stage = await setNginxStage(lab, openScreen());
    introduce(stage);
    const hide = showClientLive(stage);
    const outcomes = await tellNginxStory(stage).finally(() => {
      hide();
      stage.fallCurtain();
    });
    const { screen } = stage;
    screen.line();
    for (const line of formatTable(summaryRows(outcomes))) screen.line(`  ${line}`);
    screen.line();
    const failed = outcomes.filter((outcome) => outcome.trouble !== "").length;
    screen.line(conclusion(screen, failed, outcomes.length));
    return failed === 0 ? 0 : 1;
  });
}
