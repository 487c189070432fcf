import { UserError } from "../common/errors.ts";
import { ask } from "../terminal/ask.ts";
import { standardOutput } from "../terminal/output.ts";
import { encodeChat, type Message } from "../tokenizer/chat-format.ts";
import { answerPrompt, describeAnswer } from "./answering.ts";
import { emojiLabel } from "./emoji-label.ts";
import type { MenuContext } from "./menu.ts";
import { TextAnswer } from "./text-answer.ts";

const help = [
  "/help           this",
  "/system TEXT    begin anew with another system prompt (without TEXT: with none)",
  "/reset          begin anew",
  "/undo           take the last turn back",
  "/retry          answer the last turn again",
  "/exit           back to the menu; Ctrl-D leaves",
  "a backslash at the end of a line continues it on the next",
].join("\n");

/**
 * a chat that goes on: each turn costs only its own tokens, since what was said before is in the cache.
 * @param history lines typed before, the newest first
 * @returns where to go from here
 */
export async function conversation(context: MenuContext, history: string[]): Promise<"menu" | "leave"> {
  const { log } = context;
  const preset = context.system === undefined ? "Enter: none" : `Enter: “${context.system}”`;
  const reply = await ask(`System prompt (${preset}): `);
  if ("leave" in reply) return reply.leave === "end" ? "leave" : "menu";
  const chat = new Chat(context, reply.text || context.system);
  process.stderr.write(`${log.colors.dim("/help lists the commands.")}\n`);
  for (;;) {
    const turn = await ask(log.colors.cyan("You: "), history);
    if ("leave" in turn) {
      process.stderr.write("\n");
      return turn.leave === "end" ? "leave" : "menu";
    }
    const text = turn.text.trim();
    if (text === "/exit") return "menu";
    if (text === "") continue;
    try {
      if (text.startsWith("/")) await chat.obey(text);
      else await chat.say(turn.text);
    } catch (error) {
      // a turn that does not fit must not end the chat
      if (!(error instanceof UserError)) throw error;
      log.error(error.message);
    }
  }
}

/** what was said so far. */
class Chat {
  private turns: Message[] = [];

  constructor(
    private readonly context: MenuContext,
    private system: string | undefined,
  ) {}

  /** carries out a line that begins with a slash. */
  async obey(line: string): Promise<void> {
    const [name, ...words] = line.split(/\s+/);
    switch (name) {
      case "/help":
        return note(help);
      case "/system":
        this.system = words.join(" ") || undefined;
        this.turns = [];
        return note(this.system === undefined ? "without a system prompt" : `system prompt: ${this.system}`);
      case "/reset":
        this.turns = [];
        return note("begun anew");
      case "/undo":
        if (this.lastUserTurn() < 0) return note("there is nothing to take back");
        this.turns.length = this.lastUserTurn();
        return note("taken back");
      case "/retry": {
        const last = this.turns[this.lastUserTurn()];
        if (last === undefined) return note("there is nothing to answer again");
        this.turns.length = this.lastUserTurn();
        return await this.say(last.content);
      }
      default:
        return note(`there is no command ${name}; /help lists them`);
    }
  }

  /** adds a turn and lets the model answer it. an answer that was interrupted counts as far as it went. */
  async say(text: string): Promise<void> {
    const { model, log } = this.context;
    const turns = [...this.turns, { role: "user", content: text }];
    const system = this.system === undefined ? [] : [{ role: "system", content: this.system }];
    const prompt = encodeChat(model.tokenizer, [...system, ...turns]);
    const view = new TextAnswer(model.tokenizer, standardOutput(), emojiLabel(log));
    const answer = await answerPrompt(this.context, prompt, view);
    this.turns = [...turns, { role: "assistant", content: view.shown }];
    log.info(describeAnswer(answer));
    const left = this.context.session.context - answer.promptTokens - answer.generatedTokens;
    if (left < this.context.session.context / 8) {
      note(`${left} tokens are left of the context; /reset begins anew`);
    }
  }

  private lastUserTurn(): number {
    return this.turns.findLastIndex(({ role }) => role === "user");
  }
}

function note(text: string): void {
  process.stderr.write(`${text}\n`);
}
