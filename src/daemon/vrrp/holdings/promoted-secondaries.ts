/**
 * `promote_secondaries`: where a network's first address goes, the kernel keeps the others instead of
 * dropping them with it. Set on the interfaces of instances that ask for it, and put back as it was
 * (keepalived.md §10.6).
 */
import { addressLinesOf, type VrrpInstance } from "../../../config/model/vrrp-instance.ts";
import type { KernelError } from "../../../ports/network.ts";
import { familyOf } from "../../../wire/address.ts";
import type { Result } from "../../../wire/result.ts";
import type { Logger } from "../../log/logger.ts";
import { refusalText } from "../../log/refusal-text.ts";

/** `kernel/sysctl.ts`; null where there is no such setting. */
export interface Settings {
  read(path: string): string | null;
  write(path: string, value: string): Result<null, KernelError>;
}

const pathOf = (interfaceName: string): string =>
  `net/ipv4/conf/${interfaceName}/promote_secondaries`;
const promotes = "1";

/** Names of the interfaces that the setting is for. */
export const interfacesToPromoteOn = (instances: readonly VrrpInstance[]): ReadonlySet<string> =>
  new Set(
    instances
      .filter(({ promotesSecondaries }) => promotesSecondaries)
      .flatMap(addressLinesOf)
      .filter(({ address }) => familyOf(address) === "ipv4")
      .map((line) => line.interface),
  );

export class PromotedSecondaries {
  readonly #settings: Settings;
  readonly #log: Logger;
  #wanted: ReadonlySet<string> = new Set();
  /** What was there before, by interface. */
  readonly #before = new Map<string, string>();

  constructor(settings: Settings, log: Logger) {
    this.#settings = settings;
    this.#log = log;
  }

  /** At the start, and at a reload. */
  configure(instances: readonly VrrpInstance[]): void {
    this.#wanted = interfacesToPromoteOn(instances);
    for (const name of [...this.#before.keys()]) if (!this.#wanted.has(name)) this.#restore(name);
    for (const name of this.#wanted) this.appeared(name);
  }

  /** An interface that is new has the kernel's default. */
  appeared(name: string): void {
    if (!this.#wanted.has(name)) return;
    const value = this.#settings.read(pathOf(name));
    if (value === null || value === promotes) return;
    if (!this.#before.has(name)) this.#before.set(name, value);
    this.#write(name, promotes);
  }

  restoreAll(): void {
    for (const name of [...this.#before.keys()]) this.#restore(name);
  }

  #restore(name: string): void {
    const value = this.#before.get(name);
    this.#before.delete(name);
    // Gone with its interface.
    if (value === undefined || this.#settings.read(pathOf(name)) === null) return;
    this.#write(name, value);
  }

  #write(name: string, value: string): void {
    const written = this.#settings.write(pathOf(name), value);
    if (!written.ok) this.#log.warning(refusalText(written.error));
  }
}
