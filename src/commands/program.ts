import type { Commands } from "../command-line/command.ts";
import { bench } from "./bench.ts";
import { chat } from "./chat.ts";
import { completions } from "./completions.ts";
import { inspect } from "./inspect.ts";
import { tokenize } from "./tokenize.ts";

/** Everything that the program can be told to do. */
export const program: Commands = {
  main: chat,
  subcommands: { inspect, tokenize, bench, completions: completions(() => program) },
};
