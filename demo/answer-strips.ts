/** The client's view in tenths of a second: which servers answered, and where requests were lost. */
import type { Answered } from "../test/lab/requests.ts";
import type { Palette, Screen } from "./screen.ts";

export const tickMillis = 100;
const nobody = ".";
const loss = "x";
/** Ticks that a line has room for. */
const stripWidth = 72;
/** What is shown before a step's begin. */
const leadMillis = 300;

/** For each tick of [from, until): `mark` where an answer satisfies `matches`, else a dot. */
function stripOf(
  answers: readonly Answered[],
  [fromMillis, untilMillis]: readonly [number, number],
  mark: string,
  matches: (answered: Answered) => boolean,
): string {
  const ticks = Math.max(0, Math.floor((untilMillis - fromMillis) / tickMillis));
  const marks = Array.from({ length: ticks }, () => nobody);
  for (const answered of answers) {
    const tick = Math.floor((answered.atMillis - fromMillis) / tickMillis);
    if (tick >= 0 && tick < ticks && matches(answered)) marks[tick] = mark;
  }
  return marks.join("");
}

/** A row a server, named by its last letter, and one for what was lost. */
export function stripRows(
  answers: readonly Answered[],
  span: readonly [number, number],
  servers: readonly string[],
  palette: Palette,
): string[] {
  const rows = servers.map((server, index) => {
    const paint = index === 1 ? palette.second : palette.first;
    const strip = stripOf(answers, span, server.slice(-1), (each) => each.server === server);
    return `   ${server}     ${paint(strip)}`;
  });
  const lost = stripOf(answers, span, loss, (each) => each.server === null);
  return [...rows, `   lost   ${lost.includes(loss) ? palette.bad(lost) : palette.dim(lost)}`];
}

/** The rows of one step, or of its end where it took longer than a line has room for. */
export function printStrips(
  screen: Screen,
  answers: readonly Answered[],
  [fromMillis, untilMillis]: readonly [number, number],
  servers: readonly string[],
): void {
  const since = Math.max(fromMillis - leadMillis, untilMillis - stripWidth * tickMillis);
  const rows = stripRows(answers, [since, untilMillis], servers, screen.palette);
  for (const row of rows) screen.line(row);
}

/** All in one row: the server that answered last in each tick, or that something was lost in it. */
export function liveStrip(answers: readonly Answered[], span: readonly [number, number]): string {
  const [fromMillis, untilMillis] = span;
  const marks = Array.from(
    { length: Math.floor((untilMillis - fromMillis) / tickMillis) },
    () => nobody,
  );
  for (const { atMillis, server } of answers) {
    const tick = Math.floor((atMillis - fromMillis) / tickMillis);
    if (tick < 0 || tick >= marks.length || marks[tick] === loss) continue;
    marks[tick] = server === null ? loss : server.slice(-1);
  }
  return marks.join("");
}
