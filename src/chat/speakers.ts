import type { Log } from "../terminal/log.ts";
import { wrapMessage } from "../terminal/log.ts";
import { isLiveTerminal } from "../terminal/status.ts";

/** The marks before what is said. */
const names = { system: "System: ", user: "You: ", assistant: "AI: " } as const;

/** The mark before what the person says. */
export const yourMark = names.user;

/**
 * Separates what comes next on the screen by an empty row and a mark that names the speaker.
 * @returns the cells that the mark takes, or 0 if standard output is not on that screen
 */
export function showSpeaker(role: keyof typeof names, { colors }: Log): number {
  if (!process.stdout.isTTY || !isLiveTerminal()) return 0;
  const colour = role === "assistant" ? colors.green : role === "user" ? colors.cyan : colors.dim;
  process.stderr.write(`\n${colour(names[role])}`);
  return names[role].length;
}

/** Shows what someone says in a prompt of the menu. */
export function showMessage(role: keyof typeof names, text: string, { colors }: Log): void {
  const [first, ...others] = wrapMessage(names[role] + text).split("\n");
  const mark = (role === "user" ? colors.cyan : colors.dim)(names[role]);
  process.stderr.write(`${[mark + first.slice(names[role].length), ...others].join("\n")}\n`);
}
