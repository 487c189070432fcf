import type { Key } from "../../terminal/key-decoder.ts";
import { keyboard } from "../../terminal/keyboard.ts";

/** What a person wants the pages to do. */
export type Action = "next" | "back" | "first" | "last" | "toggle" | "leave" | "interrupt";

const named: Readonly<Record<string, Action>> = {
  enter: "next",
  newline: "next",
  right: "next",
  down: "next",
  pagedown: "next",
  left: "back",
  up: "back",
  pageup: "back",
  backspace: "back",
  home: "first",
  end: "last",
  escape: "leave",
  "ctrl-d": "leave",
  "ctrl-c": "interrupt",
};

const letters: Readonly<Record<string, Action>> = { " ": "next", b: "toggle", q: "leave" };

/** What keys that came at once ask for. */
export function actionsOf(keys: readonly Key[]): Action[] {
  return keys.flatMap((key): Action[] => {
    const action = named[key.name];
    if (action !== undefined) return [action];
    return Array.from(key.text ?? "", (letter) => letters[letter.toLowerCase()]).filter(
      (each) => each !== undefined,
    );
  });
}

/** Waits for keys that ask for something; a terminal that has gone asks to leave. */
export async function readActions(): Promise<Action[]> {
  for (;;) {
    const keys = await keyboard().read();
    if (keys.length === 0) return ["leave"];
    const actions = actionsOf(keys);
    if (actions.length > 0) return actions;
  }
}
