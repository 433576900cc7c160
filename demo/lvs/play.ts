/** The whole demo under the kernel that runs it: scenery, story, summary. */
import { release } from "node:os";
import { withDirectorLab } from "../../test/lab/director-lab.ts";
import { missingPrerequisites } from "../../test/lab/prerequisites.ts";
import { conclude } from "../conclusion.ts";
import { breakOff, refuse } from "../refuse.ts";
import { openScreen } from "../screen.ts";
import { introduce, type LvsStage, type Plane, setLvsStage, showClientLive } from "./stage.ts";
import { summaryRows, tellLvsStory } from "./story.ts";

const tools = { ipvs: "ipvsadm", nftables: "nft" } as const;

/** Plays the demo and says how it went, as an exit status. */
export async function playOut(plane: Plane): Promise<number> {
  const trouble = missingPrerequisites(["ip", "nginx", tools[plane]]);
  if (trouble.length > 0) return refuse(trouble);
  try {
    return await withDirectorLab("NAT", ["a", "b"], async (cluster) => {
      const stage = setLvsStage(cluster, openScreen(), plane);
      introduce(stage, release());
      return await play(stage);
    });
  } catch (error) {
    return breakOff(error);
  }
}

async function play(stage: LvsStage): Promise<number> {
  const hide = showClientLive(stage);
  const outcomes = await tellLvsStory(stage).finally(() => {
    hide();
    stage.fallCurtain();
  });
  return conclude(stage.screen, summaryRows(outcomes), outcomes);
}
