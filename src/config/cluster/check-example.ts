/** Checks what explains a code: a file by itself, or beside that of the cluster's other node. */
import { checkExample, checkExampleFile } from "../build/example-check.ts";
import type { Example } from "../diagnostics/code.ts";
import { type ClusterCheck, checkCluster } from "./check-cluster.ts";
import type { ClusterFile } from "./node.ts";

/** `text` is one of the example's own two. */
export function checkAnyExample({ peer, files }: Example, text: string): ClusterCheck {
  return peer === undefined ? checkExample(text, files) : checkNodes([peer, text]);
}

/** As node-a.conf, node-b.conf and so on, on the machine of the examples. */
export const checkNodes = (texts: readonly string[]): ClusterCheck =>
  checkCluster(nodeFiles(texts));

export const nodeFiles = (texts: readonly string[]): readonly ClusterFile[] =>
  texts.map((text, index) => {
    const path = `node-${String.fromCharCode(firstLetter + index)}.conf`;
    return { path, check: checkExampleFile(path, { [`/etc/keepalived/${path}`]: text }) };
  });

const firstLetter = 0x61;
