import { type ConsolaInstance, createConsola } from "consola";
import pc from "picocolors";
import { showForeignLines } from "../common/foreign-text.ts";
import { wrapText } from "./rows.ts";

/** When standard error is coloured. */
export const colorModes = ["auto", "always", "never"] as const;

export type ColorMode = (typeof colorModes)[number];

/** What is shown, and how. */
export interface LogOptions {
  readonly color: ColorMode;
  readonly verbose: boolean;
  /** Errors only. */
  readonly quiet: boolean;
}

/**
 * What the program says about itself, on standard error; answers go to standard output. Control characters in a message
 * are escaped, because a part of it may come from a file. At a terminal a message is broken at words.
 */
export interface Log {
  /** Problems; always shown. */
  error(message: string): void;
  /** What a person should see, at a terminal or in a pipe. */
  notice(message: string): void;
  /** Timings and the like: at a terminal, or with --verbose. */
  info(message: string): void;
  readonly colors: ReturnType<typeof pc.createColors>;
  readonly isVerbose: boolean;
}

const levels = { error: 0, warn: 1, info: 3 };
const name = "llama-nb:";

/** Makes the log of a run. */
export function createLog(options: LogOptions): Log {
  const { stderr } = process;
  const colors = pc.createColors(wantsColor(options.color, stderr.isTTY === true));
  const showsInfo = options.verbose || stderr.isTTY === true;
  const level = options.quiet ? levels.error : showsInfo ? levels.info : levels.warn;
  const log: ConsolaInstance = createConsola({
    level,
    // Otherwise a message that comes for the sixth time within a second is shown a second later
    throttle: 0,
    reporters: [{ log: ({ args }) => void stderr.write(`${args.join(" ")}\n`) }],
  });
  return {
    error: (message) => log.error(wrapMessage(`${name} ${message}`).replace(name, colors.red)),
    notice: (message) => log.warn(wrapMessage(`${name} ${message}`).replace(name, colors.yellow)),
    info: (message) => log.info(colors.dim(wrapMessage(message))),
    colors,
    isVerbose: options.verbose,
  };
}

/** A message as it is shown on standard error: nothing in it is obeyed, and at a terminal it is broken at words. */
export function wrapMessage(message: string): string {
  const shown = showForeignLines(message);
  return process.stderr.isTTY ? wrapText(shown, Math.max(2, (process.stderr.columns || 80) - 1)) : shown;
}

/** Whether a mode asks for colours on a stream, in the present environment (NO_COLOR: https://no-color.org). */
export function wantsColor(mode: ColorMode, isTerminal: boolean): boolean {
  if (mode !== "auto") return mode === "always";
  const { NO_COLOR, TERM } = process.env;
  return isTerminal && (NO_COLOR ?? "") === "" && TERM !== "dumb";
}
