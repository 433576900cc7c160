/** Of the lines that a machine has logged. */
export type LogLevel = "info" | "warning" | "error";
