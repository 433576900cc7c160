/** Manual pages: the few macros of man(7) that they need. */

import { wrap } from "./wrap.ts";

const lineWidth = 78;

/** The title line; `section` is that of the manual. */
export const header = (name: string, section: number, version: string): string =>
  `.\\" Made by scripts/generate.ts.\n.TH ${name} ${section} "" "Holdfast ${version}"\n`;

/** A heading with the text that begins under it. */
export const section = (title: string, text: string): string =>
  `.SH ${quoted(title)}\n${filled(text)}`;

export const paragraph = (text: string): string => `.PP\n${filled(text)}`;

/** A term in bold with a text indented under it. */
export const definition = (term: string, text: string): string =>
  `.TP\n.B ${escaped(term).replaceAll('"', "\\(dq")}\n${filled(text)}`;

/** Lines as they stand, within a definition. */
export const exampleInside = (text: string): string =>
  `.RS\n.PP\n.EX\n${escaped(text)}\n.EE\n.RE\n`;

/** A line must not begin like a macro, nor a character like an escape. */
export function escaped(text: string): string {
  return text
    .replaceAll("\\", "\\e")
    .replaceAll("-", "\\-")
    .replaceAll("^", "\\(ha")
    .replaceAll("~", "\\(ti")
    .replaceAll("`", "\\(ga")
    .replaceAll("'", "\\(aq")
    .replaceAll(/^\./gm, "\\&.");
}

const quoted = (text: string): string => `"${escaped(text).replaceAll('"', "\\(dq")}"`;

/** Short lines, as the manual pages of others have them. */
const filled = (text: string): string =>
  text === "" ? "" : `${escaped(wrap(text, lineWidth).join("\n"))}\n`;
