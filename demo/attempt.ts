/** Empty when it went well, else what it said. */
export const attempt = (act: () => Promise<unknown>): Promise<string> =>
  act().then(
    () => "",
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
