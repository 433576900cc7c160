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
import { conclude } from "../conclusion.ts";
import { breakOff, refuse } from "../refuse.ts";
import { openScreen } from "../screen.ts";
import { introduce, setNginxStage, showClientLive } from "./stage.ts";
import { summaryRows, tellNginxStory } from "./story.ts";

process.exitCode = await main().catch(breakOff);
cleanUpAll();

async function main(): Promise<number> {
  const trouble = missingPrerequisites(["ip", "nginx", "pgrep"]);
  if (trouble.length > 0) return refuse(trouble);
  return await withLab(["a", "b"], async (lab) => {
    const stage = await setNginxStage(lab, openScreen());
    introduce(stage);
    const hide = showClientLive(stage);
    const outcomes = await tellNginxStory(stage).finally(() => {
      hide();
      stage.fallCurtain();
    });
    return conclude(stage.screen, summaryRows(outcomes), outcomes);
  });
}
