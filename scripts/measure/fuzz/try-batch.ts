import { UserError } from "../../../src/common/errors.ts";
import { Chance } from "./chance.ts";
import type { Target } from "./target.ts";

/** Inputs of one target with consecutive seeds. */
export interface Batch {
  readonly target: string;
  readonly seed: number;
  readonly count: number;
  /** How long an input may take, in milliseconds of CPU time, which does not count when other programs are busy. */
  readonly longestTime: number;
}

/** An input that the program did not take as it should, with its seed. */
export interface Problem {
  readonly seed: number;
  /** What went wrong, in one line, and where if that is known. */
  readonly message: string;
  readonly stack?: string;
}

/** What came of a batch. */
export interface Outcome {
  readonly tried: number;
  /** How many ended in an error for the user, as a wrong input should. */
  readonly refused: number;
  /** The longest time that an input took, in milliseconds of CPU time. */
  readonly slowest: number;
  readonly problems: readonly Problem[];
  /** The most bytes of memory that this process has had. */
  readonly peakBytes: number;
}

/** Gives each input of a batch to the program. A result is right, and so is a UserError; everything else is a problem. */
export async function tryBatch(target: Target, { seed, count, longestTime }: Batch): Promise<Outcome> {
  const problems: Problem[] = [];
  let refused = 0;
  let slowest = 0;
  for (let i = 0; i < count; i++) {
    let started = 0;
    try {
      const trial = target.prepare(new Chance(seed + i));
      started = cpuMilliseconds();
      await trial.run();
    } catch (error) {
      if (error instanceof UserError) refused++;
      else problems.push({ seed: seed + i, ...describe(error) });
    }
    const time = started === 0 ? 0 : cpuMilliseconds() - started;
    slowest = Math.max(slowest, time);
    if (time > longestTime) problems.push({ seed: seed + i, message: `took ${Math.round(time)} ms` });
  }
  // maxRSS is in kB on every system
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  return { tried: count, refused, slowest, problems, peakBytes };
}

function cpuMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function describe(error: unknown): { message: string; stack?: string } {
  if (!(error instanceof Error)) return { message: String(error) };
  return { message: `${error.name}: ${error.message.split("\n")[0]}`, stack: error.stack };
}
