/** One health check of a real server, completed. */
export type Checker = never;
