/** What nft(8) says on its error output when a transaction is refused. */

export interface NftComplaint {
  /** Line of the input at fault, from 1; null where nft names none. */
  readonly line: number | null;
  /** "Could not process rule: File exists", "syntax error, unexpected newline". */
  readonly text: string;
}

/** More would only repeat what the first say: nft itself stops at a few syntax errors. */
export const mostComplaints = 10_000;

const located = /^[^\s:]+:(\d+):\d+-\d+: Error: (.*)$/;
const plain = /^(?:nft: |netlink: )?(?:Error: )?(.+)$/;

/**
 * The complaints in order. nft shows the line at fault with marks below it after each; these, and
 * warnings, are passed over.
 */
export function readComplaints(errorOutput: string): readonly NftComplaint[] {
  const complaints: NftComplaint[] = [];
  for (const line of errorOutput.split("\n")) {
    if (complaints.length >= mostComplaints) break;
    const place = located.exec(line);
    if (place !== null) {
      complaints.push({ line: Number(place[1]), text: place[2] ?? "" });
    } else if (/^(?:internal:\S+ |nft: |netlink: )?Error: |^nft: /.test(line)) {
      complaints.push({ line: null, text: plain.exec(line)?.[1] ?? line });
    }
  }
  return complaints;
}
