/** The commands `reload` and `plan` of the control socket. */
import { failure, type Result, success } from "../../../wire/result.ts";
import type { ControlHandlers } from "../../control/handler.ts";
import type { ReloadPlan } from "../../plan/reload-plan.ts";
import type { ReloadOutcome } from "./outcome.ts";

export interface ReloadTarget {
  reload(): Promise<ReloadOutcome>;
  plan(file: string | null, colour: boolean): Promise<Result<ReloadPlan, string>>;
}

export const reloadHandlers = (target: ReloadTarget): ControlHandlers => ({
  reload: async () => success(await target.reload()),
  async plan({ file, colour }) {
    if (file !== undefined && typeof file !== "string") return failure("file is a path");
    return target.plan(file ?? null, colour === true);
  },
});
