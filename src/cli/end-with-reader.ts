/** A reader such as `head` has read enough: what was found out holds. */
export function endWithReader(): void {
  process.stdout.on("error", (problem: NodeJS.ErrnoException) => {
    if (problem.code !== "EPIPE") throw problem;
    process.exit();
  });
}
