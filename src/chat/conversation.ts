import { Ended, interruptible } from "../answer/interruptible.ts";
import { UserError } from "../common/errors.ts";
import { showForeign } from "../common/foreign-text.ts";
import { ask } from "../terminal/ask.ts";
import type { History } from "../terminal/history.ts";
import { wrapMessage } from "../terminal/log.ts";
import { OutputClosed } from "../terminal/output.ts";
import { describeLoaded, obey } from "./chat-commands.ts";
import { completeLine } from "./completions.ts";
import type { MenuContext } from "./context.ts";
import { Dialog } from "./dialog.ts";
import type { SavedDialog } from "./dialog-content.ts";
import { yourMark } from "./speakers.ts";

/**
 * A chat that goes on: each turn costs only its own tokens, because what was said before is in the cache.
 * @param history texts typed before
 * @param saved the chat to continue; otherwise a new one begins with the question for its system prompt
 * @returns where to go from here
 */
export async function conversation(
  context: MenuContext,
  history: History,
  saved?: SavedDialog,
): Promise<"menu" | "leave"> {
  const dialog = saved === undefined ? await begin(context, history) : new Dialog(context, saved);
  if (!(dialog instanceof Dialog)) return dialog;
  dialog.path = saved?.path;
  if (saved !== undefined) tell(describeLoaded(saved));
  context.log.info("/help lists the commands.");
  return await turns(dialog, history);
}

/** Asks for the system prompt. */
async function begin(context: MenuContext, history: History): Promise<Dialog | "menu" | "leave"> {
  const preset = context.system === undefined ? "none" : `“${showForeign(context.system, 200)}”`;
  const reply = await ask(`System prompt (Enter: ${preset}): `, { history });
  if ("leave" in reply) return reply.leave === "end" ? "leave" : "menu";
  return new Dialog(context, { system: reply.text || context.system, turns: [] });
}

/** Nothing that is typed here ends the chat, except the ways out; what goes wrong is said in a line. */
async function turns(dialog: Dialog, history: History): Promise<"menu" | "leave"> {
  const { log, explain } = dialog.context;
  const { cyan: style, dim } = log.colors;
  let isWarned = false;
  for (;;) {
    process.stderr.write("\n");
    const turn = await ask(yourMark, { history, style, dim, complete: completeLine });
    if ("leave" in turn && turn.leave === "end") return "leave";
    if ("leave" in turn) {
      if (isWarned || dialog.content.turns.length === 0) return "menu";
      isWarned = true;
      tell("Ctrl-C again leaves the chat; /save FILE keeps it.");
      continue;
    }
    isWarned = false;
    if (turn.text.trim() === "") continue;
    try {
      if ((await carryOut(turn.text, dialog)) === "exit") return "menu";
    } catch (error) {
      if (error instanceof Ended || error instanceof OutputClosed) throw error;
      log.error(error instanceof UserError ? explain(error) : `something went wrong: ${String(error)}`);
    }
  }
}

/** @throws Ended if a signal other than Ctrl-C came */
async function carryOut(text: string, dialog: Dialog): Promise<"exit" | undefined> {
  return await interruptible(async (signal) => {
    try {
      if (text.startsWith("/")) return await obey(text, dialog, tell, signal);
      await dialog.say(text, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      tell("interrupted");
    }
    return undefined;
  });
}

function tell(text: string): void {
  process.stderr.write(`${wrapMessage(text)}\n`);
}
