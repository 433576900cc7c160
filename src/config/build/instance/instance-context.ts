import type { HostFacts } from "../facts.ts";
import type { InstanceDefaults } from "../global/instance-defaults.ts";
import type { RuleContext } from "../rule/rule-line.ts";
import type { Trackables } from "../tracking/trackables.ts";

/** What every instance of one configuration is completed with. */
export interface InstanceContext {
  readonly defaults: InstanceDefaults;
  readonly facts: HostFacts;
  readonly trackables: Trackables;
  readonly routing: RuleContext;
}
