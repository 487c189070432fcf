/// <reference lib="webworker" />
import { type Remedy, UserError } from "../../common/errors.ts";
import { Control, leave, word } from "./control.ts";
import { Interrupted } from "./team.ts";
import { WorkerTeam } from "./worker-team.ts";

/** What the main thread tells every rank at its start; the work of the team adds its own. */
export interface RankStart {
  readonly rank: number;
  readonly control: SharedArrayBuffer;
  readonly ranks: number;
}

/** What a rank tells the main thread. */
export type RankReport = { readonly kind: "ready" } | RankFailure;

/** Why a rank cannot go on. */
export interface RankFailure {
  readonly kind: "failed";
  readonly message: string;
  readonly stack: string;
  /** Set when the message is meant for the person at the keyboard. */
  readonly user?: { readonly remedy: Remedy | undefined };
}

/** What a rank does, once it is ready. */
export interface RankWork {
  /** Carries out a command, together with all other ranks. */
  execute(kind: number): void;
  /** Called after a command, when the main thread has been told that it is done. */
  afterwards?(kind: number): void;
}

// The main thread takes a result and gives the next command within this time; an idle rank sleeps
const spins = 4000;

/**
 * The entry of a worker that is a rank: waits for the message that starts it, prepares, then obeys the commands of the
 * main thread until it is told to leave.
 * @param prepare makes the rank ready; when it throws, the start of the team fails
 */
export function rankMain<Start extends RankStart>(
  prepare: (start: Start, team: WorkerTeam, control: Control) => RankWork,
): void {
  self.onmessage = ({ data }: MessageEvent<Start>) => {
    try {
      const control = new Control(data.control, data.ranks);
      const team = new WorkerTeam(control, data.rank);
      const work = prepare(data, team, control);
      report({ kind: "ready" });
      obey(control, team, work);
    } catch (error) {
      const { message, stack = "" } = error instanceof Error ? error : new Error(String(error));
      const user = error instanceof UserError ? { remedy: error.remedy } : undefined;
      report({ kind: "failed", message, stack, user });
    }
  };
}

function obey(control: Control, team: WorkerTeam, work: RankWork): void {
  for (let seen = 0; ; seen++) {
    control.waitFor(word.commands, seen, spins);
    const kind = control.get(word.kind);
    if (kind === leave) return;
    try {
      work.execute(kind);
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
    }
    team.barrierToTheEnd();
    if (team.rank === 0) {
      control.add(word.done, 1);
      control.wake(word.done);
    }
    work.afterwards?.(kind);
  }
}

function report(message: RankReport): void {
  postMessage(message);
}
