import { type ConsolaInstance, createConsola } from "consola";
import pc from "picocolors";

/** When standard error is coloured. */
export type ColorMode = "auto" | "always" | "never";

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

/** @param quiet errors only */
export function createLog(options: { color: ColorMode; verbose: boolean; quiet: boolean }): Log {
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

function wantsColor(mode: ColorMode, isTerminal: boolean): boolean {
  if (mode !== "auto") return mode === "always";
  const { NO_COLOR, TERM } = process.env;
  return isTerminal && (NO_COLOR ?? "") === "" && TERM !== "dumb";
}
