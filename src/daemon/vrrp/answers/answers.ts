/** Answers to the questions that operators ask through the supervisor. */
import type { Micros } from "../../../wire/units.ts";
import { decodeConfiguration } from "../../configuration/codec.ts";
import type { Ask } from "../../protocol/questions.ts";
import { planReload } from "../plan/plan.ts";
import type { PlanWorld } from "../plan/ports.ts";
import type { VrrpRouter } from "../router.ts";
import { reasonsOf } from "./reasons.ts";
import { vrrpStatus } from "./status.ts";

export interface AnswerSubject {
  readonly router: VrrpRouter;
  readonly world: PlanWorld;
  readonly now: Micros;
}

/** `answer` is called once: at once, or when a hand-over has ended. */
export function answerVrrp(
  { question }: Ask,
  subject: AnswerSubject,
  answer: (value: unknown) => void,
): void {
  const { router, ...rest } = subject;
  const { instances, groups, lateness } = router;
  const { tracking } = router.configuration;
  const moment = { ...rest, tracking, instances, groups, lateness, nowMillis: Date.now() };
  switch (question.kind) {
    case "status":
      return answer(vrrpStatus(moment));
    case "why": {
      const running = instances.find(({ instance }) => instance.name === question.instance);
      if (running === undefined) return answer(noInstance(question.instance, subject));
      return answer(reasonsOf(running, moment));
    }
    case "operator":
      return router.order(question.order, (outcome) =>
        answer(outcome.ok ? outcome.value : { error: outcome.error }),
      );
    case "plan":
      return answer(planReload(router, decodeConfiguration(question.configuration), subject.world));
    case "planBalancing":
      return answer({ error: "The vrrp process balances nothing" });
  }
}

const noInstance = (name: string, { router }: AnswerSubject): { readonly error: string } => {
  const names = router.instances.map(({ instance }) => instance.name);
  return { error: `There is no instance ${name}; there are: ${names.join(", ") || "none"}` };
};
