/**
 * Blocks that are written like one that was read before: tens of thousands of real servers differ
 * in their addresses, and hardly in what stands between their braces.
 */
import type { Argument } from "../../keywords/argument.ts";
import { keywordOf, type SectionName, sectionIn } from "../../keywords/table.ts";
import type { Block, Statement } from "../../language/tree.ts";
import { readSection, type SectionContext, type SectionReading } from "./read-section.ts";

/** So many different ones are remembered of each section. */
const mostRemembered = 1_000;

type Readings = Map<string, SectionReading<SectionName>>;

export class FamiliarBlocks {
  readonly #sections = new Map<SectionName, Readings>();

  /**
   * As `readSection` of the block. Of a familiar one the places are those of the first of its kind:
   * whoever has to name one reads the block again.
   */
  read<Name extends SectionName>(
    block: Block,
    context: SectionContext<Name>,
  ): SectionReading<Name> {
    const written = block.written ?? null;
    if (written === null) return readSection(block.statements, context);
    const readings = this.#readingsOf(context.section);
    const known = readings.get(written);
    // It was kept for this very section.
    if (known !== undefined) return known as unknown as SectionReading<Name>;
    const { statements } = block;
    const reading = readSection(statements, context);
    const isSound = reading.diagnostics.length === 0 && readings.size < mostRemembered;
    if (isSound && statements.every((each) => hasNoPlace(each, context.section))) {
      readings.set(written, reading as unknown as SectionReading<SectionName>);
    }
    return reading;
  }

  #readingsOf(section: SectionName): Readings {
    const known = this.#sections.get(section);
    if (known !== undefined) return known;
    const readings: Readings = new Map();
    this.#sections.set(section, readings);
    return readings;
  }
}

/** Whether what the statement becomes says nothing about where it stands, as commands do. */
function hasNoPlace({ words, block }: Statement, section: SectionName): boolean {
  const name = words[0].text;
  const argument = keywordOf(section, name)?.argument;
  if (argument === undefined) return false;
  if (argument.kind !== "section") return isPlainValue(argument);
  const inner = sectionIn(section, name);
  return inner !== null && (block?.statements ?? []).every((each) => hasNoPlace(each, inner));
}

function isPlainValue(argument: Argument): boolean {
  switch (argument.kind) {
    case "none":
    case "flag":
    case "integer":
    case "duration":
    case "choice":
    case "text":
    case "address":
    case "interface":
      return true;
    case "optional":
      return isPlainValue(argument.of);
    default:
      return false;
  }
}
