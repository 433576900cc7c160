/** The bench's result: JSON for machines, a table for people. */
import { formatTable } from "../demo/screen.ts";
import { type Figure, ratioOf, reachesAim } from "./measure.ts";

export interface MeasureResult {
  readonly name: string;
  readonly about: string;
  readonly figures: readonly Figure[];
  /** Why figures are missing, or null. */
  readonly failure: string | null;
}

export interface Report {
  readonly takenAt: string;
  readonly machine: { readonly kernel: string; readonly cores: number; readonly model: string };
  readonly versions: { readonly holdfast: string; readonly keepalived: string };
  readonly quick: boolean;
  readonly results: readonly MeasureResult[];
}

/** The report as JSON, each figure with its ratio. */
export function reportJson(report: Report): string {
  const results = report.results.map((result) => ({
    ...result,
    figures: result.figures.map((figure) => ({
      ...figure,
      ratio: ratioOf(figure),
      reachesAim: reachesAim(figure),
    })),
  }));
  return `${JSON.stringify({ ...report, results }, null, 2)}\n`;
}

/** The table: a row a figure under a line for its measure. */
export function reportTable(report: Report): string[] {
  const { versions, machine } = report;
  const header = ["", "Holdfast", "keepalived", "ratio", "aim", ""];
  const all = report.results.flatMap((result) => result.figures.map(figureRow));
  const [headings = "", ...lines] = formatTable([header, ...all]);
  const body: string[] = [];
  for (const result of report.results) {
    body.push("", `${result.name}: ${result.about}`);
    body.push(...lines.splice(0, result.figures.length));
    if (result.failure !== null) body.push(`  not measured: ${result.failure.split("\n")[0]}`);
  }
  return [
    `Holdfast ${versions.holdfast} beside keepalived ${versions.keepalived}`,
    `Linux ${machine.kernel}, ${machine.cores} cores, ${machine.model}`,
    ...(report.quick ? ["A quick run: too short to be quoted."] : []),
    "",
    headings,
    ...body,
  ];
}

function figureRow(figure: Figure): string[] {
  const ratio = ratioOf(figure);
  const reached = reachesAim(figure);
  return [
    `  ${figure.name}`,
    formatFigure(figure.holdfast, figure.unit),
    formatFigure(figure.keepalived, figure.unit),
    ratio === null ? "-" : `${ratio.toFixed(2)}×`,
    figure.aim === null ? "" : formatFigure(figure.aim, figure.unit),
    reached === null ? "" : reached ? "reached" : "MISSED",
  ];
}

/** Three significant figures and the unit. */
export function formatFigure(value: number | null, unit: string): string {
  if (value === null) return "-";
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return `${value.toFixed(digits)} ${unit}`;
}
