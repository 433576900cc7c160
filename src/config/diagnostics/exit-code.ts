/**
 * keepalived's exit code of a config test: 2 parameter missing, 4 unusable, 5 other, 6 script
 * security.
 */
export type ExitCode = 0 | 2 | 4 | 5 | 6;
