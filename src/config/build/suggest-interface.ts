import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { nearest } from "../keywords/nearest.ts";
import type { Machine } from "./machine.ts";

const mostNamed = 8;

/** Beside an interface that is not there: the one that was meant, or all there are. */
export function suggestInterfaces(
  diagnostics: readonly Diagnostic[],
  { interfaceNames }: Machine,
): readonly Diagnostic[] {
  const names = interfaceNames?.().filter((name) => name !== "lo") ?? [];
  if (names.length === 0) return diagnostics;
  return diagnostics.map((diagnostic) => {
    const { interface: missing, help } = diagnostic;
    if (missing === undefined || help !== undefined) return diagnostic;
    const meant = nearest(missing, names);
    return { ...diagnostic, help: meant === null ? listed(names) : `did you mean "${meant}"?` };
  });
}

function listed(names: readonly string[]): string {
  const others = names.length - mostNamed;
  const tail = others > 0 ? ` and ${others} more` : "";
  return `this machine has ${names.slice(0, mostNamed).join(", ")}${tail}`;
}
