/** Carries out what the machines ask for: log lines, tellings, what a successor has to know. */
import type { BalancingEffect } from "../../core/balancing/effects.ts";
import { rememberedName } from "../../core/balancing/names.ts";
import { type RecordedChange, serverEvent } from "./journal-events.ts";
import type { BalancerPorts } from "./ports.ts";
import type { RunningService } from "./running-service.ts";
import type { Tellings } from "./tellings.ts";

export class EffectRunner {
  readonly #ports: Pick<BalancerPorts, "log" | "listener">;
  readonly #tellings: Tellings;
  readonly #tableChanged: (service: RunningService) => void;

  constructor(
    ports: Pick<BalancerPorts, "log" | "listener">,
    tellings: Tellings,
    tableChanged: (service: RunningService) => void,
  ) {
    this.#ports = ports;
    this.#tellings = tellings;
    this.#tableChanged = tableChanged;
  }

  /** `because` is for the journal; null where it is no news. */
  run(
    service: RunningService,
    effects: readonly BalancingEffect[],
    because: string | null = "by its configuration",
  ): void {
    for (const effect of effects) this.#run(service, effect, because);
  }

  /** For a process that takes the place of this one. */
  remember({ model }: RunningService, index: number, up: boolean): void {
    const server = model.realServers[index];
    if (server === undefined) return;
    this.#ports.listener.serverState(rememberedName(model, server), up);
  }

  #run(service: RunningService, effect: BalancingEffect, because: string | null): void {
    switch (effect.kind) {
      case "log":
        return this.#ports.log.log(effect.level, effect.message);
      case "tableChanged":
        return this.#tableChanged(service);
      case "notify":
        return this.#tellings.script(service.model, effect.command);
      case "eventLine":
        return this.#tellings.line(effect.line);
      case "mail":
        return this.#tellings.mail(service.model, effect);
      case "serverChanged":
        this.remember(service, effect.server, effect.up);
        return this.#record(service, effect, because);
      case "quorumChanged":
        return this.#record(service, effect, because);
    }
  }

  #record({ model, state }: RunningService, change: RecordedChange, because: string | null): void {
    const event = because === null ? null : serverEvent(model, state, change, because);
    if (event !== null) this.#tellings.changed(event);
  }
}
