import { UserError } from "../common/errors.ts";
import { ask } from "../terminal/ask.ts";
import type { History } from "../terminal/history.ts";
import { commandNames, obey } from "./chat-commands.ts";
import type { MenuContext } from "./context.ts";
import { Dialog } from "./dialog.ts";

/**
 * A chat that goes on: each turn costs only its own tokens, since what was said before is in the cache.
 * @param history texts typed before
 * @returns where to go from here
 */
export async function conversation(context: MenuContext, history: History): Promise<"menu" | "leave"> {
  const { log, explain } = context;
  const preset = context.system === undefined ? "Enter: none" : `Enter: “${context.system}”`;
  const reply = await ask(`System prompt (${preset}): `, { history });
  if ("leave" in reply) {
    process.stderr.write("\n");
    return reply.leave === "end" ? "leave" : "menu";
  }
  const dialog = new Dialog(context, { system: reply.text || context.system, turns: [] });
  process.stderr.write(`${log.colors.dim("/help lists the commands.")}\n`);
  for (;;) {
    const turn = await ask(log.colors.cyan("You: "), { history, completions: commandNames });
    if ("leave" in turn) {
      process.stderr.write("\n");
      return turn.leave === "end" ? "leave" : "menu";
    }
    if (turn.text.trim() === "") continue;
    try {
      if (!turn.text.startsWith("/")) await dialog.say(turn.text);
      else if ((await obey(turn.text, dialog)) === "exit") return "menu";
    } catch (error) {
      // A turn that does not fit, or a file that cannot be read, must not end the chat
      if (!(error instanceof UserError)) throw error;
      log.error(explain(error));
    }
  }
}
