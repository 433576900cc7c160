/** Breaks a text at blanks into lines of at most `width` characters; longer words stay whole. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return line === "" ? lines : [...lines, line];
}

/** The lines of a text behind the same indentation. */
export const indented = (text: string, indentation: string): readonly string[] =>
  text.split("\n").map((line) => (line === "" ? "" : indentation + line));
