import { type ConsolaInstance, createConsola } from "consola";
import pc from "picocolors";

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

/** What the program says about itself, on standard error; answers go to standard output. */
export interface Log {
  /** Problems; always shown. */
  error(message: string): void;
  /** A word that a person should see, at a terminal or in a pipe. */
  notice(message: string): void;
  /** Timings and the like: at a terminal, or with --verbose. */
  info(message: string): void;
  readonly colors: ReturnType<typeof pc.createColors>;
  readonly isVerbose: boolean;
}

const levels = { error: 0, warn: 1, info: 3 };

/** Makes the log of a run. */
export function createLog(options: LogOptions): Log {
  const { stderr } = process;
  const colors = pc.createColors(wantsColor(options.color, stderr.isTTY === true));
  const showsInfo = options.verbose || stderr.isTTY === true;
  const level = options.quiet ? levels.error : showsInfo ? levels.info : levels.warn;
  const log: ConsolaInstance = createConsola({
    level,
    reporters: [{ log: ({ args }) => void stderr.write(`${args.join(" ")}\n`) }],
  });
  return {
    error: (message) => log.error(`${colors.red("llama-nb:")} ${message}`),
    notice: (message) => log.warn(`${colors.yellow("llama-nb:")} ${message}`),
    info: (message) => log.info(colors.dim(message)),
    colors,
    isVerbose: options.verbose,
  };
}

/** Whether a mode asks for colours on a stream, in the present environment (NO_COLOR: https://no-color.org). */
export function wantsColor(mode: ColorMode, isTerminal: boolean): boolean {
  if (mode !== "auto") return mode === "always";
  const { NO_COLOR, TERM } = process.env;
  return isTerminal && (NO_COLOR ?? "") === "" && TERM !== "dumb";
}
