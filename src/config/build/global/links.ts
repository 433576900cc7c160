/** `linkbeat_interfaces`, `interface_up_down_delays` and their like outside blocks. */
import type { Micros } from "../../../wire/units.ts";
import { globalCodes } from "../../diagnostics/codes-global.ts";
import { duration } from "../../keywords/arguments.ts";
import { nearest } from "../../keywords/nearest.ts";
import type { Span, Statement, Word } from "../../language/tree.ts";
import type { LinkDelay, LinkSettings, PolledLink } from "../../model/links.ts";
import { append } from "../append.ts";
import type { RootDraft } from "../drafts.ts";
import type { Judgement } from "../judgement.ts";
import { ArgumentLine } from "../reading/argument-line.ts";
import { readDuration } from "../reading/numbers.ts";
import { interfaceNameOf } from "../reading/words.ts";

const methods = ["MII", "ETHTOOL", "IOCTL"] as const;
const longestDelaySeconds = 255;

export function linksOf(draft: RootDraft, judgement: Judgement): LinkSettings {
  const polled = draft.linkbeat_interfaces?.value ?? [];
  const delays = draft.interface_up_down_delays?.value ?? [];
  return {
    pollsAll: draft.linkbeat_use_polling !== undefined,
    polled: polled.flatMap((line) => readPolled(line, judgement) ?? []),
    delays: delays.flatMap((line) => readDelay(line, judgement) ?? []),
  };
}

function readPolled(statement: Statement, judgement: Judgement): PolledLink | null {
  const line = new ArgumentLine(statement);
  const name = interfaceNameOf(statement.words[0], line);
  const [word, surplus] = line.words;
  const method = methods.find((each) => each === word?.text) ?? null;
  const stray = word !== undefined && method === null ? word : surplus;
  if (stray !== undefined) {
    const meant = nearest(stray.text, methods);
    line.remark(globalCodes.unknownLinkWord, stray.span, {
      message: `unknown word "${stray.text}" behind the interface ${line.keyword}`,
      help: meant === null ? `expected ${methods.join(", ")}` : `did you mean "${meant}"?`,
      consequence: "The word is skipped.",
    });
  }
  judgement.adopt(line.issues, "The link is not polled.");
  return name === undefined ? null : { interface: name, place: placeOf(line), method };
}

const placeOf = ({ statement }: ArgumentLine): Span => statement.words[0].span;

/** Without a second number both are the same; without any nothing is delayed. */
function readDelay(statement: Statement, judgement: Judgement): LinkDelay | null {
  const line = new ArgumentLine(statement);
  const name = interfaceNameOf(statement.words[0], line);
  const [downWord, upWord] = line.words;
  const down = downWord === undefined ? undefined : readSeconds(downWord, line);
  const up = upWord === undefined ? down : readSeconds(upWord, line);
  judgement.adopt(line.issues, `Changes of ${line.keyword} count at once.`);
  if (name === undefined || down === undefined || up === undefined) return null;
  return { interface: name, place: placeOf(line), downMicros: down, upMicros: up };
}

function readSeconds(word: Word, line: ArgumentLine): Micros | undefined {
  const { statement } = line;
  const only = new ArgumentLine({ ...statement, words: [statement.words[0], word] });
  const value = readDuration(duration(0, longestDelaySeconds), only);
  append(line.issues, only.issues);
  return value;
}
