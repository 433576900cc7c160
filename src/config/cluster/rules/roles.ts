/** Who is to be master: it must not be two, and not a matter of chance. */
import { clusterCodes } from "../../diagnostics/codes-cluster.ts";
import type { Findings } from "../findings.ts";
import { keywordPlace, nameOf, type Router, type VirtualRouter } from "../router.ts";
import { sharers } from "../unequal.ts";
import { listed } from "../words.ts";

const ownerPriority = 255;

export function checkRoles({ routers }: VirtualRouter, findings: Findings): void {
  reportEqualPriorities(routers, findings);
  reportMasters(routers, findings);
}

function reportEqualPriorities(routers: readonly Router[], findings: Findings): void {
  for (const equal of sharers(routers, ({ instance }) => String(instance.priority))) {
    const [first, ...others] = equal;
    const { priority } = first.instance;
    // Whoever is master stays so: then it is the same to all who of them it is.
    if (equal.every(({ instance }) => !instance.preempt)) continue;
    const isOwner = priority === ownerPriority;
    for (const router of others) {
      findings.report(
        isOwner ? clusterCodes.ownersRepeated : clusterCodes.prioritiesEqual,
        keywordPlace(router, "priority"),
        {
          message: `${nameOf(router)} and ${nameOf(first)} both have priority ${priority}`,
          help: isOwner
            ? "255 is for the one router that owns the addresses: give this one less"
            : `write another one, such as ${priority > 10 ? priority - 10 : priority + 10}`,
          consequence: isOwner
            ? "Both become master at once, and neither yields to the other."
            : "Who becomes master is left to who starts first, and then to the higher address.",
          related: [{ span: keywordPlace(first, "priority"), message: "the same here" }],
        },
      );
    }
  }
}

function reportMasters(routers: readonly Router[], findings: Findings): void {
  const [first, ...others] = routers.filter(
    ({ instance }) => instance.wantsMaster && instance.priority !== ownerPriority,
  );
  if (first === undefined || others.length === 0) return;
  const names = listed([first, ...others].map(nameOf));
  for (const router of others) {
    findings.report(clusterCodes.mastersRepeated, keywordPlace(router, "state"), {
      message: `${names} ${others.length === 1 ? "both" : "all"} start with state MASTER`,
      help: "write state BACKUP on all but the one with the highest priority",
      consequence: "When they start together, each takes the addresses before it listens.",
      related: [{ span: keywordPlace(first, "state"), message: "the first one" }],
    });
  }
}
