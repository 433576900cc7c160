/** For whom the process holds something. */
import type { RunningInstance } from "../running-instance.ts";
import type { StaticsKeeper } from "./statics-keeper.ts";

export type Holder = RunningInstance | StaticsKeeper;
