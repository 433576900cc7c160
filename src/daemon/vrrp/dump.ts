import type { Micros } from "../../wire/units.ts";
import type { VrrpRouter } from "./router.ts";
export const dataDump = (_router: VrrpRouter | null, _now: Micros): string => "";
export const statisticsDump = (_router: VrrpRouter | null): string => "";
