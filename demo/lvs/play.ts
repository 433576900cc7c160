/** The whole demo under the kernel that runs it: scenery, story, summary. */
import { release } from "node:os";
import { withDirectorLab } from "../../test/lab/director-lab.ts";
import { missingPrerequisites } from "../../test/lab/prerequisites.ts";
import { conclusion } from "../conclusion.ts";
import { formatTable, openScreen } from "../screen.ts";
import { introduce, type LvsStage, type Plane, setLvsStage, showClientLive } from "./stage.ts";
import { summaryRows, tellLvsStory } from "./story.ts";

const tools = { ipvs: "ipvsadm", nftables: "nft" } as const;

/** Plays the demo and says how it went, as an exit status. */
export async function playOut(plane: Plane): Promise<number> {
  const trouble = missingPrerequisites(["ip", "nginx", tools[plane]]);
  if (trouble.length > 0) {
    process.stderr.write(`The demo cannot run here:\n  - ${trouble.join("\n  - ")}\n`);
    return 2;
  }
  try {
    return await withDirectorLab("NAT", ["a", "b"], async (cluster) => {
      const stage = setLvsStage(cluster, openScreen(), plane);
      introduce(stage, release());
      return await play(stage);
    });
  } catch (error) {
    process.stderr.write(
      `\nThe demo broke off: ${error instanceof Error ? error.message : error}\n`,
    );
    return 1;
  }
}

async function play(stage: LvsStage): Promise<number> {
  const { screen } = stage;
  const hide = showClientLive(stage);
  const outcomes = await tellLvsStory(stage).finally(() => {
    hide();
    stage.fallCurtain();
  });
  screen.line();
  for (const line of formatTable(summaryRows(outcomes))) screen.line(`  ${line}`);
  screen.line();
  const failed = outcomes.filter((outcome) => outcome.trouble !== "").length;
  screen.line(conclusion(screen, failed, outcomes.length));
  return failed === 0 ? 0 : 1;
}
