/** The `SSL` block: what every SSL_GET check shows and trusts. */
import { pageCheckCodes } from "../../diagnostics/codes-page-checks.ts";
import type { Statement } from "../../language/tree.ts";
import type { SslFiles } from "../../model/checker.ts";
import { Judgement } from "../judgement.ts";
import { readSection } from "../reading/read-section.ts";

/** Of several blocks the last one holds; null where there is none. */
export function sslFilesOf(blocks: readonly Statement[]): {
  readonly ssl: SslFiles | null;
  readonly judgement: Judgement;
} {
  const judgement = new Judgement("SSL_GET");
  let ssl: SslFiles | null = null;
  for (const block of blocks) {
    const place = block.words[0].span;
    if (ssl !== null) {
      judgement.report(pageCheckCodes.sslRepeated, place, {
        message: `there is an SSL block already, on line ${ssl.place.line}`,
        help: "write one block with all of it",
        consequence: "This one replaces it.",
        related: [{ span: ssl.place, message: "the first one" }],
      });
    }
    const { draft, diagnostics } = readSection(block.block?.statements ?? [], {
      section: "SSL",
      subject: "SSL_GET",
      title: null,
    });
    judgement.take(diagnostics);
    ssl = {
      place,
      password: draft.password?.value ?? null,
      authorities: draft.ca?.value ?? null,
      certificate: draft.certificate?.value ?? null,
      key: draft.key?.value ?? null,
    };
  }
  return { ssl, judgement };
}
