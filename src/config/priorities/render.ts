/** Priority tables as text for a terminal. */
import { inSeconds } from "../keywords/describe.ts";
import { addressLinesOf, type VrrpInstance } from "../model/vrrp-instance.ts";
import type { Effect } from "./effect.ts";
import { faultProduct, type Standing } from "./standing.ts";
import type { ContenderTable, Outcome, PriorityTable, Row } from "./table.ts";

/** Ends with a newline. */
export function renderPriorities(tables: readonly PriorityTable[]): string {
  if (tables.length === 0) return "There is no instance.\n";
  return tables.map((table) => `${tableLines(table).join("\n")}\n`).join("\n");
}

function tableLines(table: PriorityTable): readonly string[] {
  const [first] = table.contenders;
  if (first === undefined) return [];
  const isAlone = table.contenders.length === 1;
  return [
    titleOf(first.instance),
    ...(isAlone ? [] : [`  ${holdersInWords(table)}`]),
    ...table.contenders.flatMap((contender) => ["", ...contenderLines(contender, isAlone)]),
  ];
}

function titleOf(instance: VrrpInstance): string {
  const { name, family, virtualRouterId } = instance;
  const [address, ...others] = addressLinesOf(instance);
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  const addresses = address === undefined ? "" : `: ${address.address}${more}`;
  const version = family === "ipv4" ? "IPv4" : "IPv6";
  return `${name}, ${version} virtual router ${virtualRouterId}${addresses}`;
}

function holdersInWords({ contenders, holders }: PriorityTable): string {
  const [first] = holders;
  if (first === undefined) return "While all is well, nobody holds the addresses.";
  const { standing } = first;
  if (holders.length > 1) {
    const names = holders.map(({ node }) => node).join(" or ");
    const chance = `with ${standing} each, whoever is first`;
    return `While all is well, ${names} holds the addresses: ${chance}.`;
  }
  const others = contenders.filter((each) => each !== first);
  const against = others.map((each) => standingInWords(each.standing)).join(" and ");
  return `While all is well, ${first.node} holds the addresses: ${standing} against ${against}.`;
}

function contenderLines(contender: ContenderTable, isAlone: boolean): readonly string[] {
  const { node, rows } = contender;
  const title = `  ${node}: ${priorityInWords(contender)}`;
  if (rows.length === 0) return [title, "    nothing is watched"];
  const heading = ["when this", "", "priority is", ...(isAlone ? [] : ["and the addresses"])];
  const cells = rows.map((row) => cellsOf(row, contender, isAlone));
  return [title, ...columns([heading, ...cells]).map((line) => `    ${line}`)];
}

function priorityInWords({ instance, standing, range, rows }: ContenderTable): string {
  const { priority, preempt, preemptDelayMicros } = instance;
  const notes = [
    ...(priority === ownerPriority ? ["address owner: no tracker changes it"] : []),
    ...(preempt ? [] : ["nopreempt"]),
    ...(preemptDelayMicros === 0 ? [] : [`preempt_delay ${inSeconds(preemptDelayMicros)} s`]),
  ];
  const now = standing === priority ? "" : `, ${standingInWords(standing)} while all is well`;
  const fixed = range.lowest === range.highest;
  const between = fixed ? "" : `, from ${range.lowest} to ${range.highest}`;
  const never =
    rows.length === 0 || rows.some((row) => row.standing === null) ? [] : ["never in fault"];
  const remarks = [...notes, ...never].join(", ");
  return `priority ${priority}${now}${between}${remarks === "" ? "" : ` (${remarks})`}`;
}

const ownerPriority = 255;

function cellsOf(row: Row, contender: ContenderTable, isAlone: boolean): readonly string[] {
  const { watched } = row;
  const because = watched.because === null ? "" : ` (${watched.because})`;
  const cells = [`${watched.name}${because}`, watched.event, resultInWords(row, contender)];
  if (isAlone) return cells;
  const threshold = row.threshold === null ? "" : ` ${fromOn(row.threshold)}`;
  return [...cells, outcomeInWords(row.outcome, threshold)];
}

function resultInWords({ watched, standing }: Row, contender: ContenderTable): string {
  const { effect } = watched;
  if (effect.kind === "factor") return factorInWords(contender, effect.factor);
  if (effect.kind === "fault") return faultWord;
  const change = changeOf(effect);
  const limited = contender.standing !== null && contender.standing + change !== standing;
  const sign = change < 0 ? "-" : "+";
  const sum = `${contender.standing} ${sign} ${Math.abs(change)} = ${standing}`;
  return limited ? `${sum} (limited)` : sum;
}

function factorInWords({ standing }: ContenderTable, factor: number): string {
  const limit = -Math.sign(factor) * Math.ceil(-faultProduct / Math.abs(factor));
  const fault = `${faultWord} ${fromOn(limit)}`;
  return `${standing} ${factor < 0 ? "-" : "+"} number × ${Math.abs(factor)}, ${fault}`;
}

const fromOn = (number: number): string =>
  number < 0 ? `from ${number} down` : `from ${number} up`;

const faultWord = "FAULT";

const changeOf = (effect: Extract<Effect, { kind: "change" }>): number =>
  effect.failed - effect.well;

const standingInWords = (standing: Standing): string =>
  standing === null ? faultWord : String(standing);

function outcomeInWords(outcome: Outcome | null, when: string): string {
  if (outcome === null) return "";
  switch (outcome.kind) {
    case "nobody":
      return "are nowhere";
    case "stays":
      return `stay on ${outcome.holder}${heldInWords(outcome.heldBy)}`;
    case "moves": {
      const { to, standing, delayMicros, returns } = outcome;
      const delay = delayMicros === 0 ? "" : ` after ${inSeconds(delayMicros)} s`;
      const after = returns ? " until it is well" : " for good";
      return `move to ${to} (${standing})${when}${delay}${after}`;
    }
  }
}

const heldInWords = (members: readonly string[]): string =>
  members.length === 0 ? "" : `: the sync group waits for ${members.join(" and ")}`;

/** Cells of one column begin below each other. */
function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows.reduce<readonly number[]>(
    (known, row) => row.map((cell, index) => Math.max(cell.length, known[index] ?? 0)),
    [],
  );
  return rows.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
